import type { EndpointMode, SettingProblem } from "#endpoints/endpoint"

/** What the form holds: text as typed. Empty means absent. */
export interface EndpointFormValues {
	readonly name: string
	readonly labels: string
	readonly target: string
	readonly mode: EndpointMode
	readonly ca: string
	readonly certificate: string
	readonly key: string
	readonly passphrase: string
	readonly serverName: string
	readonly skipVerify: boolean
	readonly spiffeSocket: string
	readonly expectSpiffeId: string
	readonly trustDomain: string
	readonly token: string
	readonly healthService: string
	readonly method: string
	/** Milliseconds, as typed. */
	readonly timeoutMs: string
}

/** Name of a field of the form. */
export type FieldName = keyof EndpointFormValues

/** The secrets that the program keeps for this endpoint. They never come back to the browser, only this mark does. */
export interface KeptSecrets {
	readonly key: boolean
	readonly passphrase: boolean
	readonly token: boolean
}

/** What the form starts from. */
export interface EndpointFormStart {
	/** Absent for an endpoint that does not exist yet. */
	readonly id?: string
	/** Version that is being edited; a save is refused when another one was saved meanwhile. */
	readonly version?: number
	readonly values: EndpointFormValues
	readonly kept: KeptSecrets
}

/** The flat input that form, command line and lab speak. */
export interface EndpointFormInput extends Omit<EndpointFormValues, "timeoutMs"> {
	readonly timeoutMs: number
	readonly keepKey?: boolean
	readonly keepPassphrase?: boolean
	readonly keepToken?: boolean
}

/** What came of a save. */
export type SaveOutcome =
	| { readonly kind: "saved"; readonly id: string }
	| { readonly kind: "problems"; readonly problems: readonly SettingProblem[] }
	/** Somebody saved another version meanwhile, or deleted the endpoint. */
	| { readonly kind: "conflict"; readonly gone: boolean }
	| { readonly kind: "failed"; readonly text: string }

/** A form with nothing in it. */
export const emptyValues: EndpointFormValues = {
	name: "",
	labels: "",
	target: "",
	mode: "auto",
	ca: "",
	certificate: "",
	key: "",
	passphrase: "",
	serverName: "",
	skipVerify: false,
	spiffeSocket: "",
	expectSpiffeId: "",
	trustDomain: "",
	token: "",
	healthService: "",
	method: "",
	timeoutMs: "5000",
}

/** No secret is kept. */
export const nothingKept: KeptSecrets = { key: false, passphrase: false, token: false }

/** The fields that hold secrets. They are masked, and never written to the draft. */
export const secretFields = ["key", "passphrase", "token"] as const satisfies readonly FieldName[]

/** Form → input. A kept secret is sent as a mark, never as text; text that was typed replaces it. */
export function toInput(values: EndpointFormValues, kept: KeptSecrets): EndpointFormInput {
	return {
		...values,
		timeoutMs: values.timeoutMs.trim() === "" ? 5_000 : Number(values.timeoutMs),
		...(kept.key && values.key === "" ? { keepKey: true } : {}),
		...(kept.passphrase && values.passphrase === "" ? { keepPassphrase: true } : {}),
		...(kept.token && values.token === "" ? { keepToken: true } : {}),
	}
}

/** True for a name that the form has a field for; problems with any other name are shown above the form. */
export function isFieldName(name: string): name is FieldName {
	return Object.hasOwn(emptyValues, name)
}
