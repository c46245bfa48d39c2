import { err, ok, type Result } from "#base/result"
import { createAuthority } from "./authority.ts"
import { authorityEnd, authorityProblems } from "./authority-limits.ts"
import { nameProblem } from "./authority-names.ts"
import type { CertificateForm, Profile } from "./certificate-form.ts"
import type { ExtendedUsage } from "./extensions.ts"
import { type FaultId, faults } from "./faults.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { IssueRequest } from "./issue.ts"

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const wrongHost = "wrong-host.invalid"
/** An expired certificate began ten years ago at most: dates before 1950 have no plain form (RFC 5280 section 4.1.2.5). */
const expiredMsMax = 3_652 * dayMs
const commonNameMax = 64

/**
 * Makes a sound request wrong in one way; everything else about the certificate stays right. Refused where the fault
 * does not suit the profile, or where this CA would make it wrong in a second way.
 */
export async function faulty(
	form: CertificateForm,
	fault: FaultId,
	sound: IssueRequest,
	now: Date,
): Promise<Result<IssueRequest, FieldProblem>> {
	const known = faults.find(({ id }) => id === fault)
	if (known === undefined || !known.profiles.includes(form.profile))
		return refuse(
			`A certificate of this kind cannot be wrong in this way. It is for ${known?.profiles.join(", ") ?? "no profile"}.`,
		)
	const at = now.getTime()
	const lengthMs = (sound.notAfter?.getTime() ?? at) - at
	switch (fault) {
		case "expired":
			return ok({
				...sound,
				notBefore: new Date(at - hourMs - Math.min(lengthMs, expiredMsMax)),
				notAfter: new Date(at - hourMs),
			})
		case "not-yet-valid":
			return beginsTomorrow(sound, at, lengthMs)
		case "wrong-eku":
			return ok({ ...sound, eku: otherUsages(form.profile) })
		case "cn-only":
			return namedInCommonName(sound)
		case "wrong-host":
			return namesAnotherHost(sound)
		case "self-signed": {
			const { authority: _authority, ...alone } = sound
			return ok(alone)
		}
		case "sha1":
			return signedWithSha1(sound)
		case "weak-key":
			return ok({ ...sound, keyAlgorithm: "rsa1024" })
		case "broken-chain":
			return belowHiddenCa(sound, now)
		case "non-conforming-svid": {
			const [id = "spiffe://example.org"] = sound.uri ?? []
			return ok({ ...sound, uri: [id, `${id}/second`] })
		}
	}
}

function beginsTomorrow(
	sound: IssueRequest,
	at: number,
	lengthMs: number,
): Result<IssueRequest, FieldProblem> {
	const end = sound.authority === undefined ? Infinity : authorityEnd(sound.authority)
	if (end < at + dayMs + 60_000)
		return refuse(
			"The CA ends before tomorrow, so that nothing of it can begin then. Give a CA that lives for longer.",
		)
	const notAfter = new Date(Math.min(end, at + dayMs + lengthMs))
	return ok({ ...sound, notBefore: new Date(at + dayMs), notAfter })
}

function otherUsages(profile: Profile): readonly ExtendedUsage[] {
	if (profile === "server") return ["clientAuth"]
	return profile === "client" ? ["serverAuth"] : ["codeSigning"]
}

function namedInCommonName(sound: IssueRequest): Result<IssueRequest, FieldProblem> {
	const name = [...(sound.dns ?? []), ...(sound.ip ?? [])].find(({ length }) => length <= commonNameMax)
	if (name === undefined)
		return refuse(
			`A CN holds ${commonNameMax} characters at most. Give a host name or an address that fits into it.`,
		)
	return ok({ ...sound, subject: [{ CN: name }], dns: [], ip: [], uri: [], email: [] })
}

function namesAnotherHost(sound: IssueRequest): Result<IssueRequest, FieldProblem> {
	const { authority } = sound
	const problem = authority && nameProblem({ kind: "dns", value: wrongHost }, authority)
	if (problem !== undefined)
		return refuse(`This CA must not vouch for ${wrongHost}: ${problem} A second fault would come to it.`)
	return ok({ ...sound, subject: [{ CN: wrongHost }], dns: [wrongHost], ip: [], uri: [], email: [] })
}

function signedWithSha1(sound: IssueRequest): Result<IssueRequest, FieldProblem> {
	if (sound.authority?.key.algorithm.name !== "Ed25519") return ok({ ...sound, signatureHash: "SHA-1" })
	return refuse("An Ed25519 CA signs with no other hash than its own. Give a CA with an RSA or EC key.")
}

/** The intermediate lives as long as the leaf and is in no file: its key is forgotten at once. */
async function belowHiddenCa(sound: IssueRequest, now: Date): Promise<Result<IssueRequest, FieldProblem>> {
	const { authority } = sound
	if (authority === undefined) return ok(sound)
	const [problem] = authorityProblems({ usages: [], pathLength: 0 }, authority, now)
	if (problem !== undefined) return refuse(problem.text)
	const notBefore = sound.notBefore ?? now
	const hidden = await createAuthority({
		commonName: "Left-out Issuing CA",
		parent: authority,
		pathLength: 0,
		notBefore,
		lifetimeMs: (sound.notAfter?.getTime() ?? notBefore.getTime()) - notBefore.getTime(),
	})
	return ok({ ...sound, authority: { ...hidden, chainPem: "" } })
}

function refuse(text: string): Result<never, FieldProblem> {
	return err({ field: "fault", text })
}
