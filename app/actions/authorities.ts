"use server"

import { revalidatePath } from "next/cache"
import { z } from "zod"
import { Secret } from "#base/secret"
import { deleteAuthority as deleteStored } from "#operations/delete-authority"
import { issueFromAuthority as issueStored } from "#operations/issue-from-authority"
import { keepAuthority as keepStored } from "#operations/keep-authority"
import type {
	DeleteAuthorityResult,
	IssueResult,
	KeepAuthorityResult,
	LendAuthorityResult,
} from "#server/authority-types"
import { guarded, refuse } from "#server/guarded"
import { lendAuthority as lendKept } from "#server/lent-authorities"

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/)
const passphrase = z.string().min(1).max(1_000).optional()
const keepSchema = z.strictObject({
	files: z.array(z.base64().max(400_000)).min(1).max(10),
	passphrase,
})
const issueSchema = z.strictObject({
	authority: fingerprint,
	passphrase,
	request: z.string().min(1).max(100_000),
	terms: z.strictObject({
		profile: z.enum(["server", "client", "both", "svid"]),
		lifetime: z.string().min(1).max(20),
	}),
})

const lendSchema = z.strictObject({ authority: fingerprint, passphrase })

/** Keeps a CA in the workspace: its files as Base64, in any format. The one action that a private key is sent to. */
export async function keepAuthority(request: z.input<typeof keepSchema>): Promise<KeepAuthorityResult> {
	return guarded(keepSchema, request, async (given, app): Promise<KeepAuthorityResult> => {
		const kept = await keepStored(app.context, {
			files: given.files.map((text) => new Uint8Array(Buffer.from(text, "base64"))),
			...secretOf(given.passphrase),
		})
		if (kept.ok) {
			revalidatePath("/", "layout")
			return { kind: "kept", sha256: kept.value.sha256 }
		}
		switch (kept.error.kind) {
			case "problems":
				return { kind: "problems", problems: kept.error.problems }
			case "kept-already":
				return { kind: "kept", sha256: kept.error.sha256, wasKept: true }
			default:
				return refuse("store", `${kept.error.text} ${kept.error.hint}`)
		}
	})
}

/** Signs a certificate request with a kept CA. The private key of the request stays in the browser. */
export async function issueFromAuthority(request: z.input<typeof issueSchema>): Promise<IssueResult> {
	return guarded(issueSchema, request, async (given, app): Promise<IssueResult> => {
		const { authority, terms } = given
		const issued = await issueStored(app.context, {
			...{ authority, terms, request: new TextEncoder().encode(given.request) },
			...secretOf(given.passphrase),
		})
		if (issued.ok) {
			revalidatePath("/", "layout")
			const { certificate, chainPem, caPem, leftOut, advice } = issued.value
			return { kind: "issued", sha256: certificate.sha256, chainPem, caPem, leftOut, advice }
		}
		switch (issued.error.kind) {
			case "problems":
				return { kind: "problems", problems: issued.error.problems }
			case "gone":
				return refuse("gone", "This CA is not kept any more, so nothing was issued.")
			default:
				return refuse("store", `${issued.error.text} ${issued.error.hint}`)
		}
	})
}

/** Opens a kept CA for the proof of one check, which names the ticket within half a minute. */
export async function lendAuthority(request: z.input<typeof lendSchema>): Promise<LendAuthorityResult> {
	return guarded(lendSchema, request, (given, app): Promise<LendAuthorityResult> => lendKept(app, given))
}

/** Takes a kept CA and its key from the disk. One that is gone already counts as deleted. */
export async function deleteAuthority(request: { readonly sha256: string }): Promise<DeleteAuthorityResult> {
	const schema = z.strictObject({ sha256: fingerprint })
	return guarded(schema, request, async (given, app): Promise<DeleteAuthorityResult> => {
		const deleted = await deleteStored(app.context, given)
		if (!deleted.ok && deleted.error.kind !== "gone")
			return refuse("store", `${deleted.error.text} ${deleted.error.hint}`)
		revalidatePath("/", "layout")
		return { kind: "deleted" }
	})
}

function secretOf(given: string | undefined): { readonly passphrase?: Secret<string> } {
	return given === undefined ? {} : { passphrase: new Secret(given) }
}
