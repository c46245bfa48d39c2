import { err, ok, type Result } from "#base/result"
import { putRemembered, rememberedMax } from "#store/remembered"
import type { StoreFailure } from "#store/store-failure"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { OperationContext } from "./context.ts"

/** What came of it. */
export interface RememberedOutcome {
	/** SHA-256 of those that were not remembered before. */
	readonly fresh: readonly string[]
	/** All that were given, those too that were remembered already. */
	readonly certificates: readonly CertificateDescription[]
}

/** Certificates that one call takes at most. */
export const rememberAtOnceMax = 100

/** Why nothing was remembered, as a sentence with what to do. */
export interface RememberProblem {
	readonly kind: "problem"
	readonly text: string
}

/**
 * Remembers public certificates (DER): from then on the status counts them, whether an endpoint uses them or not.
 * Refused as a whole: none or too many, one that cannot be read, a full list.
 */
export async function rememberCertificates(
	context: OperationContext,
	{ ders }: { readonly ders: readonly Uint8Array[] },
): Promise<Result<RememberedOutcome, RememberProblem | StoreFailure>> {
	if (ders.length === 0) return problem("There is no certificate in it.")
	if (ders.length > rememberAtOnceMax)
		return problem(
			`There are ${ders.length} certificates in it: that is a collection. Give at most ${rememberAtOnceMax} that you have to renew.`,
		)
	const described = await Promise.all(ders.map(describeCertificate))
	const certificates = described.flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
	const broken = described.find(({ kind }) => kind === "unreadable")
	if (broken?.kind === "unreadable") return problem(`A certificate cannot be read: ${broken.problem}.`)
	const change = { actor: context.actor, at: context.clock.now() }
	const put = await putRemembered(context.store, certificates, change)
	if (!put.ok) return put
	if (put.value === "full")
		return problem(
			`More than ${rememberedMax} certificates would be remembered. Forget those that nobody uses any more.`,
		)
	return ok({ fresh: put.value, certificates })
}

function problem(text: string): Result<never, RememberProblem> {
	return err({ kind: "problem", text })
}
