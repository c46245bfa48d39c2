import { err, ok, type Result } from "#base/result"
import { createAuthority } from "./authority.ts"
import type { CertificateForm } from "./certificate-form.ts"
import { type FaultId, faults } from "./faults.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { IssueRequest } from "./issue.ts"

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Makes a sound request wrong in one way; everything else about the certificate stays right. */
export async function faulty(
	form: CertificateForm,
	fault: FaultId,
	sound: IssueRequest,
	now: Date,
): Promise<Result<IssueRequest, FieldProblem>> {
	const known = faults.find(({ id }) => id === fault)
	if (known === undefined || !known.profiles.includes(form.profile)) {
		const suited = known?.profiles.join(", ") ?? "no profile"
		return err({
			field: "fault",
			text: `A certificate of this kind cannot be wrong in this way. It is for ${suited}.`,
		})
	}
	const at = now.getTime()
	const length = (sound.notAfter?.getTime() ?? at) - at
	switch (fault) {
		case "expired":
			return ok({ ...sound, notBefore: new Date(at - hourMs - length), notAfter: new Date(at - hourMs) })
		case "not-yet-valid": {
			const end = sound.authority?.certificate.notAfter.getTime() ?? at + 2 * dayMs
			if (end < at + dayMs + 60_000)
				return err({
					field: "fault",
					text: "The CA ends before tomorrow, so that nothing of it can begin then. Give a CA that lives for longer.",
				})
			return ok({
				...sound,
				notBefore: new Date(at + dayMs),
				notAfter: new Date(Math.min(end, at + dayMs + length)),
			})
		}
		case "wrong-eku":
			return ok({
				...sound,
				eku:
					form.profile === "server"
						? ["clientAuth"]
						: form.profile === "client"
							? ["serverAuth"]
							: ["codeSigning"],
			})
		case "cn-only":
			return ok({ ...sound, dns: [], ip: [], uri: [], email: [] })
		case "wrong-host":
			return ok({
				...sound,
				subject: [{ CN: "wrong-host.invalid" }],
				dns: ["wrong-host.invalid"],
				ip: [],
				uri: [],
				email: [],
			})
		case "self-signed": {
			const { authority: _authority, ...alone } = sound
			return ok(alone)
		}
		case "sha1":
			return signsWithSha1(sound)
		case "weak-key":
			return ok({ ...sound, keyAlgorithm: "rsa1024" })
		case "broken-chain":
			return ok(await belowHiddenCa(sound))
		case "non-conforming-svid":
			return ok({
				...sound,
				uri: [...(sound.uri ?? []), `${sound.uri?.[0] ?? "spiffe://example.org"}/second`],
			})
	}
}

function signsWithSha1(sound: IssueRequest): Result<IssueRequest, FieldProblem> {
	if (sound.authority?.key.algorithm.name !== "Ed25519") return ok({ ...sound, signatureHash: "SHA-1" })
	return err({
		field: "fault",
		text: "An Ed25519 CA signs with no other hash than its own. Give a CA with an RSA or EC key.",
	})
}

/** The intermediate lives as long as the leaf and is in no file: its key is forgotten at once. */
async function belowHiddenCa(sound: IssueRequest): Promise<IssueRequest> {
	if (sound.authority === undefined) return sound
	const notBefore = sound.notBefore ?? new Date()
	const hidden = await createAuthority({
		commonName: "Left-out Issuing CA",
		parent: sound.authority,
		pathLength: 0,
		notBefore,
		lifetimeMs: (sound.notAfter?.getTime() ?? notBefore.getTime()) - notBefore.getTime(),
	})
	return { ...sound, authority: { ...hidden, chainPem: "" } }
}
