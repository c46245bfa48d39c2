import { hinted } from "#base/hinted"
import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import type { CertificateForm } from "./certificate-form.ts"
import type { ExtendedUsage, ExtensionRequest } from "./extensions.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { Subject } from "./issue.ts"
import { parseLifetime } from "./lifetime.ts"
import { type NameLimit, readNameLimit } from "./name-limits.ts"
import { type CertificateName, readName } from "./read-name.ts"

/** Most names that one certificate is given. */
const namesMax = 100
const commonNameMax = 64
const backdateMsMax = 365 * 86_400_000

/** What a form asks for, read; who issues it and whether they may is not looked at here. */
export interface ReadForm {
	readonly names: readonly CertificateName[]
	readonly subject: Subject
	/** Names and usages; `ca` for a CA. */
	readonly extensions: ExtensionRequest
	/** Milliseconds; undefined where it could not be read, which `problems` says. */
	readonly lifetime: number | undefined
	readonly backdate: number | undefined
	readonly problems: readonly FieldProblem[]
}

/** Reads every field of a form; what is wrong is in `problems`, one entry a fault. */
export function readForm(form: CertificateForm): ReadForm {
	const problems: FieldProblem[] = []
	const refuse = (field: string, text: string) => {
		problems.push({ field, text })
	}
	const names = readNames(form, refuse)
	const lifetime = readDuration(form.lifetime, "lifetime", refuse)
	const backdate = readDuration(form.backdate ?? "1m", "backdate", refuse)
	if (backdate !== undefined && backdate > backdateMsMax)
		refuse("backdate", "Setting back is for clocks that differ. Write at most 365d.")
	const ca = isAuthority(form) ? readAuthorityFields(form, refuse) : undefined
	checkSubject(form, refuse)
	const usage = ca === undefined ? { eku: usagesOf(form) } : { ca, eku: [] }
	const extensions = { ...namesByKind(names), ...usage }
	return { names, subject: subjectOf(form, names), extensions, lifetime, backdate, problems }
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
		if (!id.ok) refuse("spiffeId", hinted(id.error))
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
	const problem = spiffeProblem(form, found) ?? hostOfAuthorityProblem(form, found)
	if (problem !== undefined) refuse("names", problem)
	const common = form.commonName === undefined ? undefined : readName(form.commonName)
	const isServer = form.profile === "server" || form.profile === "both"
	if (
		isServer &&
		common?.ok === true &&
		(common.value.kind === "dns" || common.value.kind === "ip") &&
		/[.:]|^localhost$/.test(common.value.value)
	)
		add(common.value)
	const isDialled = found.some(({ kind }) => kind !== "email")
	if (isServer && !isDialled && !form.names.some((typed) => !readName(typed).ok))
		refuse("names", "A server's certificate needs a name that clients dial. Give a host name or an address.")
	return found
}

/** What the X.509-SVID standard says of a SPIFFE ID that is given as a name of another profile. */
function spiffeProblem(form: CertificateForm, names: readonly CertificateName[]): string | undefined {
	const uris = names.filter(({ kind }) => kind === "uri").map(({ value }) => value)
	const id = uris.find((uri) => uri.startsWith("spiffe://"))
	if (id === undefined) return undefined
	if (uris.length > 1)
		return `A certificate with a SPIFFE ID has no other URI (X.509-SVID section 2). Keep ${id} alone, or leave it out.`
	const hasPath = /^spiffe:\/\/[^/]+\/./.test(id)
	if (isAuthority(form) && hasPath)
		return `The SPIFFE ID of a CA has no path (X.509-SVID section 4.2). Write ${id.split("/").slice(0, 3).join("/")}.`
	if (!isAuthority(form) && !hasPath)
		return `${id} names a trust domain; the SPIFFE ID of a workload has a path. Write it like ${id}/service.`
	return undefined
}

/** A CA that names a host is read as a leaf with too many rights. */
function hostOfAuthorityProblem(
	form: CertificateForm,
	names: readonly CertificateName[],
): string | undefined {
	const host = names.find(({ kind }) => kind === "dns" || kind === "ip")
	if (host === undefined || !isAuthority(form)) return undefined
	return `A CA serves no host: remove ${host.value}. To limit what it vouches for, give permitted names.`
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
		const { length } = form[field] ?? []
		if (length > namesMax) {
			refuse(field, `${length} names are too many for one CA. Give at most ${namesMax}.`)
			return limits
		}
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

/** Control characters, halves of characters, and marks that turn the direction of reading: they make names look alike. */
export function hasUnseen(text: string): boolean {
	return /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(text)
}

function checkSubject(form: CertificateForm, refuse: Refuse): void {
	for (const field of ["commonName", "organization"] as const) {
		const value = form[field]
		if (value === undefined) continue
		if (value.length > commonNameMax)
			refuse(field, `It has ${value.length} characters; RFC 5280 allows ${commonNameMax}. Shorten it.`)
		if (hasUnseen(value)) refuse(field, "It holds a character that nobody sees. Type it again.")
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
