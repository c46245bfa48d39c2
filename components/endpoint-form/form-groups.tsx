import type { EndpointMode } from "#endpoints/endpoint"
import type { EndpointFormValues, FieldName, KeptSecrets } from "./form-values.tsx"

/** The modes with the sentence that explains each. */
export const modeChoices = [
	{
		mode: "auto",
		label: "Auto",
		sentence: "Expect whatever the settings below add up to: SPIFFE, mutual TLS, TLS or plaintext.",
	},
	{
		mode: "none",
		label: "Plaintext",
		sentence: "HTTP/2 without TLS. Nobody proves anything, and the path can read along.",
	},
	{
		mode: "tls",
		label: "TLS",
		sentence: "The server proves who it is; the client stays anonymous.",
	},
	{
		mode: "mtls",
		label: "Mutual TLS",
		sentence: "Both sides prove who they are, with certificates that you hold.",
	},
	{
		mode: "external",
		label: "External",
		sentence: "Mutual TLS with files that infrastructure owns and rotates; read anew at every attempt.",
	},
	{
		mode: "spiffe",
		label: "SPIFFE",
		sentence: "Mutual TLS with an identity from the SPIFFE Workload API.",
	},
] as const satisfies readonly {
	readonly mode: EndpointMode
	readonly label: string
	readonly sentence: string
}[]

/** The groups that some modes can do without. */
export type GroupName = "trust" | "identity" | "spiffe"

interface Group {
	readonly title: string
	readonly fields: readonly FieldName[]
	/** Modes that need the group at hand. */
	readonly modes: readonly EndpointMode[]
	/** Why the group is folded away in the other modes, and what it still does when filled in. */
	readonly aside: string
}

/** Group → what it is for. Folded groups keep what they hold, and stay open while they hold something. */
export const groups = {
	trust: {
		title: "Trust",
		fields: ["ca", "serverName", "skipVerify"],
		modes: ["auto", "tls", "mtls", "external"],
		aside: "Not needed for this mode. When filled in, the TLS lanes of a check use it.",
	},
	identity: {
		title: "Your identity",
		fields: ["certificate", "key", "passphrase"],
		modes: ["auto", "mtls", "external"],
		aside: "Not needed for this mode. When filled in, a check shows the mutual TLS lane as well.",
	},
	spiffe: {
		title: "SPIFFE",
		fields: ["spiffeSocket", "expectSpiffeId", "trustDomain"],
		modes: ["auto", "spiffe"],
		aside: "Not needed for this mode. When filled in, a check shows the SPIFFE lane as well.",
	},
} as const satisfies Record<GroupName, Group>

/** True when the mode needs the group. */
export function groupMatters(name: GroupName, mode: EndpointMode): boolean {
	const modes: readonly EndpointMode[] = groups[name].modes
	return modes.includes(mode)
}

/** True when a field of the group holds something, typed or kept. */
export function groupHolds(name: GroupName, values: EndpointFormValues, kept: KeptSecrets): boolean {
	if (name === "identity" && (kept.key || kept.passphrase)) return true
	return groups[name].fields.some((field) => values[field] !== "" && values[field] !== false)
}
