import { err, ok, type Result } from "#base/result"
import { adviceFor } from "./advice.ts"
import { acceptanceProblem } from "./authority-acceptance.ts"
import { authorityAdvice } from "./authority-advice.ts"
import { authorityChain } from "./authority-chain.ts"
import { authorityProblems, lifetimeProblem, wantedBy } from "./authority-limits.ts"
import { limitProblem, nameProblem, sameNameProblem, subjectProblem } from "./authority-names.ts"
import type { CertificateForm } from "./certificate-form.ts"
import { faulty } from "./faulty.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { Authority, IssueRequest } from "./issue.ts"
import { keyAlgorithmProblem } from "./key-availability.ts"
import { type ReadForm, readForm } from "./read-form.ts"

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
 * forbid, a CA that must not issue this, a kind of key that cannot be made here. What it grants is accepted by RFC 5280's
 * path validation for its names, but for the one fault that was asked for.
 */
export async function planCertificate(
	form: CertificateForm,
	context: PlanContext,
): Promise<Result<CertificatePlan, readonly FieldProblem[]>> {
	const { now } = context
	const authority = form.profile === "root" ? undefined : context.authority
	const read = readForm(form)
	const { names, subject, extensions, lifetime, backdate } = read
	const notAfter = wholeSecond(now.getTime() + (lifetime ?? 0))
	const keyProblem = await keyAlgorithmProblem(form.keyAlgorithm)
	const problems = [
		...read.problems,
		...(keyProblem === undefined ? [] : [{ field: "keyAlgorithm", text: keyProblem }]),
		...(authority === undefined ? withoutAuthority(form) : belowAuthority(form, read, authority, now)),
	]
	const isUsable = problems.every(({ field }) => field !== "authority")
	const unaccepted = isUsable && authority !== undefined ? await acceptanceProblem(authority, now) : undefined
	if (unaccepted !== undefined) problems.push(unaccepted)
	const beyond = isUsable ? lifetimeProblem(notAfter, authority) : undefined
	if (beyond !== undefined) problems.push(beyond)
	if (problems.length > 0 || lifetime === undefined || backdate === undefined) return err(problems)
	const sound: IssueRequest = {
		...(authority === undefined ? {} : { authority }),
		subject,
		notBefore: latest(wholeSecond(now.getTime() - backdate), authority),
		notAfter,
		keyAlgorithm: form.keyAlgorithm,
		...extensions,
	}
	const request = form.fault === undefined ? ok(sound) : await faulty(form, form.fault, sound, now)
	if (!request.ok) return err([request.error])
	const ofAuthority = authority === undefined ? [] : authorityAdvice(authority, now)
	return ok({ request: request.value, advice: [...adviceFor(form, names, lifetime), ...ofAuthority] })
}

function withoutAuthority({ profile }: CertificateForm): readonly FieldProblem[] {
	if (profile === "root") return []
	return [{ field: "authority", text: "A CA has to issue it. Make one, or give one." }]
}

function belowAuthority(
	form: CertificateForm,
	{ names, subject, extensions, problems }: ReadForm,
	authority: Authority,
	now: Date,
): readonly FieldProblem[] {
	const own = authorityProblems(wantedBy(form), authority, now)
	const ofNames = names.flatMap((name): FieldProblem[] => {
		const text = nameProblem(name, authority)
		const field = name.kind === "uri" && form.spiffeId === name.value ? "spiffeId" : "names"
		return text === undefined ? [] : [{ field, text }]
	})
	const isNamed = problems.length === 0 && ofNames.length === 0
	const ofSubject = isNamed ? subjectProblem(subject, names, authority) : undefined
	const ofLimits = (extensions.ca?.permitted ?? []).flatMap((limit): FieldProblem[] => {
		const text = limitProblem(limit, authority)
		return text === undefined ? [] : [{ field: "permittedNames", text }]
	})
	const ofCa = form.profile === "intermediate" && isNamed ? sameNameProblem(subject, authority) : undefined
	return [
		...own,
		...ofNames,
		...(ofCa === undefined ? [] : [{ field: "commonName", text: ofCa }]),
		...(ofSubject === undefined ? [] : [{ field: "commonName", text: ofSubject }]),
		...ofLimits,
	]
}

/** Nothing begins before its CA, however far it is set back. */
function latest(wanted: Date, authority: Authority | undefined): Date {
	if (authority === undefined) return wanted
	return new Date(Math.max(wanted.getTime(), ...authorityChain(authority).map(({ notBefore }) => notBefore)))
}

/** Certificates hold whole seconds: the same hour of the CA and below it is the same time. */
function wholeSecond(ms: number): Date {
	return new Date(Math.floor(ms / 1_000) * 1_000)
}
