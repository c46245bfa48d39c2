import { err, ok, type Result } from "#base/result"
import { adviceFor } from "./advice.ts"
import { authorityProblems, nameProblem } from "./authority-limits.ts"
import type { CertificateForm } from "./certificate-form.ts"
import { faulty } from "./faulty.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { Authority, IssueRequest } from "./issue.ts"
import { readForm } from "./read-form.ts"

/** What will be issued. */
export interface CertificatePlan {
	readonly request: IssueRequest
	/** What is unusual about it, as sentences. */
	readonly advice: readonly string[]
}

/** Who issues, and when. */
export interface PlanContext {
	/** Absent only for a root. */
	readonly authority?: Authority
	readonly now: Date
}

/**
 * Turns what a person asked for into a request that can be issued, or says field by field what is wrong: names that are
 * no names, SPIFFE IDs that break the standard's rules, a lifetime beyond the CA's, names that the CA's name constraints
 * forbid, a CA that must not issue this. Pure but for a fault that needs a CA of its own.
 */
export async function planCertificate(
	form: CertificateForm,
	{ authority, now }: PlanContext,
): Promise<Result<CertificatePlan, readonly FieldProblem[]>> {
	const { names, subject, extensions, lifetime, backdate, ...read } = readForm(form)
	const problems = [...read.problems]
	const refuse = (field: string, text: string) => {
		problems.push({ field, text })
	}
	if (form.profile !== "root" && authority === undefined)
		refuse("authority", "A CA has to issue it. Make one, or give one.")
	if (authority !== undefined) {
		problems.push(...authorityProblems(form, authority, now))
		for (const name of names) {
			const problem = nameProblem(name, authority)
			if (problem !== undefined)
				refuse(name.kind === "uri" && form.spiffeId === name.value ? "spiffeId" : "names", problem)
		}
	}
	const notAfter = wholeSecond(now.getTime() + (lifetime ?? 0))
	const isUsable = problems.every(({ field }) => field !== "authority")
	const beyond = isUsable ? lifetimeProblem(notAfter, authority) : undefined
	if (beyond !== undefined) problems.push(beyond)
	if (problems.length > 0 || lifetime === undefined || backdate === undefined) return err(problems)
	const notBefore = wholeSecond(now.getTime() - backdate)
	const sound: IssueRequest = {
		...(form.profile === "root" || authority === undefined ? {} : { authority }),
		subject,
		notBefore,
		notAfter,
		keyAlgorithm: form.keyAlgorithm,
		...extensions,
	}
	const request = form.fault === undefined ? ok(sound) : await faulty(form, form.fault, sound, now)
	if (!request.ok) return err([request.error])
	return ok({ request: request.value, advice: adviceFor(form, names, lifetime) })
}

/** Certificates hold whole seconds: the same hour of the CA and below it is the same time. */
function wholeSecond(ms: number): Date {
	return new Date(Math.floor(ms / 1_000) * 1_000)
}

/** Why a certificate must not live as long as this: its CA ends before. */
export function lifetimeProblem(notAfter: Date, authority: Authority | undefined): FieldProblem | undefined {
	const end = authority?.certificate.notAfter
	if (end === undefined || notAfter.getTime() <= end.getTime()) return undefined
	const until = `${end.toISOString().slice(0, 16).replace("T", " ")} UTC`
	return {
		field: "lifetime",
		text: `The CA ends at ${until}, before this certificate would. Give a shorter lifetime, or renew the CA first.`,
	}
}
