import type { CertificateForm } from "#pki/certificate-form"
import type { FaultId } from "#pki/faults"
import type { KeyChoiceValue } from "./key-choice.tsx"
import { splitNames } from "./names-field.tsx"
import type { TypedSubject } from "./subject-fields.tsx"

/** How long a certificate of each kind lives unless another lifetime is typed. */
export const lifetimes = {
	server: "90d",
	client: "90d",
	both: "90d",
	svid: "1h",
	intermediate: "1y",
	root: "10y",
} as const

/** Everything that was typed or chosen. */
export interface Typed extends TypedSubject {
	readonly keyAlgorithm: KeyChoiceValue
	readonly lifetime: string
	readonly backdate: string
	readonly pathLength: string
	readonly permitted: string
	readonly excluded: string
	readonly fault: FaultId | "none"
}

/** What stands in the form to begin with. */
export const first: Typed = {
	profile: "server",
	commonName: "",
	organization: "",
	names: "localhost",
	spiffeId: "spiffe://dev.local/ns/default/sa/service",
	keyAlgorithm: "p256",
	lifetime: lifetimes.server,
	backdate: "1m",
	pathLength: "",
	permitted: "",
	excluded: "",
	fault: "none",
}

/** The form in the words of the issuer. */
export function formOf(typed: Typed): CertificateForm {
	const isCa = typed.profile === "root" || typed.profile === "intermediate"
	return {
		...subjectForm(typed),
		...(isCa ? { names: [] } : {}),
		keyAlgorithm: typed.keyAlgorithm,
		lifetime: typed.lifetime,
		backdate: typed.backdate,
		...(typed.fault === "none" ? {} : { fault: typed.fault }),
		...(isCa
			? { permittedNames: splitNames(typed.permitted), excludedNames: splitNames(typed.excluded) }
			: {}),
		...(isCa && typed.pathLength.trim() !== "" ? { pathLength: Number(typed.pathLength) } : {}),
	}
}

/** Whom a certificate is for, in the words of the issuer. */
export function subjectForm(
	typed: TypedSubject,
): Pick<CertificateForm, "profile" | "names" | "commonName" | "organization" | "spiffeId"> {
	const optional = (key: "commonName" | "organization") =>
		typed[key].trim() === "" ? {} : { [key]: typed[key].trim() }
	return {
		profile: typed.profile,
		names: splitNames(typed.names),
		...optional("commonName"),
		...optional("organization"),
		...(typed.profile === "svid" ? { spiffeId: typed.spiffeId.trim() } : {}),
	}
}
