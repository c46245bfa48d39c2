import { err, ok, type Result } from "#base/result"
import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import { adviceFor } from "./advice.ts"
import { authorityProblems, nameProblem } from "./authority-limits.ts"
import type { CertificateForm } from "./certificate-form.ts"
import type { ExtendedUsage } from "./extensions.ts"
import { faulty } from "./faulty.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { Authority, IssueRequest, Subject } from "./issue.ts"
import { parseLifetime } from "./lifetime.ts"
import { type NameLimit, readNameLimit } from "./name-limits.ts"
import { type CertificateName, readName } from "./read-name.ts"

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

/** Most names that one certificate is given. */
const namesMax = 100
const commonNameMax = 64

/**
 * Turns what a person asked for into a request that can be issued, or says field by field what is wrong: names that are
 * no names, SPIFFE IDs that break the standard's rules, a lifetime beyond the CA's, names that the CA's name constraints
 * forbid, a CA that must not issue this. Pure but for a fault that needs a CA of its own.
 */
export async function planCertificate(
	form: CertificateForm,
	{ authority, now }: PlanContext,
): Promise<Result<CertificatePlan, readonly FieldProblem[]>> {
	const problems: FieldProblem[] = []
	const refuse = (field: string, text: string) => {
		problems.push({ field, text })
	}
	const names = readNames(form, refuse)
	const lifetime = readDuration(form.lifetime, "lifetime", refuse)
	const backdate = readDuration(form.backdate ?? "1m", "backdate", refuse)
	const ca = isAuthority(form) ? readAuthorityFields(form, refuse) : undefined
	checkSubject(form, refuse)
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
	const notAfter = new Date(now.getTime() + (lifetime ?? 0))
	const beyond = problems.some(({ field }) => field === "authority")
		? undefined
		: lifetimeProblem(notAfter, authority)
	if (beyond !== undefined) problems.push(beyond)
	if (problems.length > 0 || lifetime === undefined || backdate === undefined) return err(problems)
	const notBefore = new Date(now.getTime() - backdate)
	const sound: IssueRequest = {
		...(form.profile === "root" || authority === undefined ? {} : { authority }),
		subject: subjectOf(form, names),
		notBefore,
		notAfter,
		keyAlgorithm: form.keyAlgorithm,
		...namesByKind(names),
		...(ca === undefined ? { eku: usagesOf(form) } : { ca, eku: [] }),
	}
	const request = form.fault === undefined ? ok(sound) : await faulty(form, form.fault, sound, now)
	if (!request.ok) return err([request.error])
	return ok({ request: request.value, advice: adviceFor(form, names, lifetime) })
}

type Refuse = (field: string, text: string) => void

function isAuthority(form: CertificateForm): boolean {
	return form.profile === "root" || form.profile === "intermediate"
}

function readNames(form: CertificateForm, refuse: Refuse): readonly CertificateName[] {
	const found: CertificateName[] = []
	const add = (name: CertificateName) => {
		if (!found.some(({ kind, value }) => kind === name.kind && value === name.value)) found.push(name)
	}
	if (form.names.length > namesMax) {
		refuse("names", `${form.names.length} names are too many for one certificate. Give at most ${namesMax}.`)
		return []
	}
	for (const typed of form.names) {
		const name = readName(typed)
		if (name.ok) add(name.value)
		else refuse("names", name.error)
	}
	if (form.profile === "svid") {
		const id = parseSpiffeId(form.spiffeId ?? "")
		if (!id.ok) refuse("spiffeId", `${id.error.text} ${id.error.hint}.`)
		else if (!/^spiffe:\/\/[^/]+\/./.test(id.value))
			refuse("spiffeId", "The ID of a workload has a path. Write it like spiffe://example.org/service.")
		else add({ kind: "uri", value: id.value })
		if (found.some(({ kind, value }) => kind === "uri" && value !== form.spiffeId))
			refuse(
				"names",
				"An X.509-SVID has one URI, its SPIFFE ID (X.509-SVID section 2). Remove the other URI.",
			)
		return found
	}
	const common = form.commonName === undefined ? undefined : readName(form.commonName)
	const isServer = form.profile === "server" || form.profile === "both"
	if (
		isServer &&
		common?.ok === true &&
		(common.value.kind === "dns" || common.value.kind === "ip") &&
		/[.:]|^localhost$/.test(common.value.value)
	)
		add(common.value)
	if (isServer && found.length === 0 && !form.names.some((typed) => !readName(typed).ok))
		refuse("names", "A server's certificate needs a name that clients dial. Give a host name or an address.")
	return found
}

function readDuration(typed: string, field: string, refuse: Refuse): number | undefined {
	const read = parseLifetime(typed)
	if (read.ok) return read.value
	refuse(field, read.error)
	return undefined
}

function readAuthorityFields(form: CertificateForm, refuse: Refuse) {
	const read = (field: "permittedNames" | "excludedNames") => {
		const limits: NameLimit[] = []
		for (const typed of form[field] ?? []) {
			const limit = readNameLimit(typed)
			if (limit.ok) limits.push(limit.value)
			else refuse(field, limit.error)
		}
		return limits
	}
	const pathLength = form.pathLength ?? (form.profile === "root" ? null : 0)
	if (pathLength !== null && (!Number.isInteger(pathLength) || pathLength < 0 || pathLength > 20))
		refuse("pathLength", "The path length is how many CAs may follow. Write a whole number from 0 to 20.")
	if ((form.commonName ?? "").trim() === "")
		refuse("commonName", "A CA needs a name. Write one, such as Development CA.")
	return { pathLength, permitted: read("permittedNames"), excluded: read("excludedNames") }
}

function checkSubject(form: CertificateForm, refuse: Refuse): void {
	for (const field of ["commonName", "organization"] as const) {
		const value = form[field]
		if (value === undefined) continue
		if (value.length > commonNameMax)
			refuse(field, `It has ${value.length} characters; RFC 5280 allows ${commonNameMax}. Shorten it.`)
		if (/\p{Cc}/u.test(value)) refuse(field, "It holds a control character. Remove it.")
	}
}

function lifetimeProblem(notAfter: Date, authority: Authority | undefined): FieldProblem | undefined {
	const end = authority?.certificate.notAfter
	if (end === undefined || notAfter.getTime() <= end.getTime()) return undefined
	const until = `${end.toISOString().slice(0, 16).replace("T", " ")} UTC`
	return {
		field: "lifetime",
		text: `The CA ends at ${until}, before this certificate would. Give a shorter lifetime, or renew the CA first.`,
	}
}

function subjectOf(form: CertificateForm, names: readonly CertificateName[]): Subject {
	const organization = form.organization?.trim() ?? ""
	const first = names.find(
		({ kind, value }) => (kind === "dns" || kind === "ip") && value.length <= commonNameMax,
	)
	const fallback =
		form.profile === "svid" ? "" : (first?.value ?? (form.profile === "client" ? "client" : ""))
	const commonName = form.commonName?.trim() || fallback
	const parts = [
		...(organization === "" ? [] : [{ O: organization }]),
		...(commonName === "" ? [] : [{ CN: commonName }]),
	]
	if (parts.length > 0 || form.profile !== "svid") return parts
	const id = parseSpiffeId(form.spiffeId ?? "")
	return id.ok ? [{ O: trustDomainOf(id.value).slice(0, commonNameMax) }] : []
}

function namesByKind(names: readonly CertificateName[]) {
	const of = (wanted: CertificateName["kind"]) =>
		names.filter(({ kind }) => kind === wanted).map(({ value }) => value)
	return { dns: of("dns"), ip: of("ip"), uri: of("uri"), email: of("email") }
}

function usagesOf({ profile }: CertificateForm): readonly ExtendedUsage[] {
	if (profile === "server") return ["serverAuth"]
	return profile === "client" ? ["clientAuth"] : ["serverAuth", "clientAuth"]
}
