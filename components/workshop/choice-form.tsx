import type { CertificateForm, Profile } from "#pki/certificate-form"
import type { FaultId } from "#pki/faults"
import type { KeyChoiceValue } from "./key-choice.tsx"
import { splitNames } from "./names-field.tsx"

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
export interface Typed {
	readonly profile: Profile
	readonly commonName: string
	readonly organization: string
	readonly names: string
	readonly spiffeId: string
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
	const optional = (key: "commonName" | "organization") =>
		typed[key].trim() === "" ? {} : { [key]: typed[key].trim() }
	return {
		profile: typed.profile,
		names: isCa ? [] : splitNames(typed.names),
		keyAlgorithm: typed.keyAlgorithm,
		lifetime: typed.lifetime,
		backdate: typed.backdate,
		...optional("commonName"),
		...optional("organization"),
		...(typed.profile === "svid" ? { spiffeId: typed.spiffeId.trim() } : {}),
		...(typed.fault === "none" ? {} : { fault: typed.fault }),
		...(isCa
			? { permittedNames: splitNames(typed.permitted), excludedNames: splitNames(typed.excluded) }
			: {}),
		...(isCa && typed.pathLength.trim() !== "" ? { pathLength: Number(typed.pathLength) } : {}),
	}
}
