"use server"

import { revalidatePath } from "next/cache"
import { z } from "zod"
import { forgetCertificates } from "#operations/forget-certificates"
import { rememberCertificates as rememberStored } from "#operations/remember-certificates"
import type { ForgetResult, RememberResult } from "#server/authority-types"
import { guarded, refuse } from "#server/guarded"

const rememberSchema = z.strictObject({ certificates: z.array(z.base64().max(140_000)).max(200) })
const forgetSchema = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })

/** Remembers public certificates, DER as Base64, in the status. */
export async function rememberCertificates(request: z.input<typeof rememberSchema>): Promise<RememberResult> {
	return guarded(rememberSchema, request, async (given, app): Promise<RememberResult> => {
		const ders = given.certificates.map((text) => new Uint8Array(Buffer.from(text, "base64")))
		const remembered = await rememberStored(app.context, { ders })
		if (remembered.ok) {
			revalidatePath("/", "layout")
			const { fresh, certificates } = remembered.value
			return { kind: "remembered", fresh: fresh.length, all: certificates.length }
		}
		if (remembered.error.kind === "problem") return { kind: "problem", text: remembered.error.text }
		return refuse("store", `${remembered.error.text} ${remembered.error.hint}`)
	})
}

/** Forgets a remembered certificate. One that is forgotten already counts as forgotten. */
export async function forgetCertificate(request: z.input<typeof forgetSchema>): Promise<ForgetResult> {
	return guarded(forgetSchema, request, async (given, app): Promise<ForgetResult> => {
		const forgotten = await forgetCertificates(app.context, { fingerprints: [given.sha256] })
		if (!forgotten.ok) return refuse("store", `${forgotten.error.text} ${forgotten.error.hint}`)
		revalidatePath("/", "layout")
		return { kind: "forgotten" }
	})
}
