import type { EndpointMode } from "#endpoints/endpoint"

/** What the page that checks an unsaved target asks for. Text as typed; empty means absent. */
export interface CheckFormValues {
	readonly target: string
	readonly mode: EndpointMode
	readonly ca: string
	readonly certificate: string
	readonly key: string
	readonly serverName: string
	readonly spiffeSocket: string
	readonly expectSpiffeId: string
	readonly skipVerify: boolean
	/** Ask for everything that the server offers. */
	readonly scan: boolean
	/** Try what the server ought to refuse. */
	readonly enforce: boolean
}

/** Fields of text that an address may fill in. Keys too: in an address they can only be paths. */
const textFields = [
	"target",
	"ca",
	"certificate",
	"key",
	"serverName",
	"spiffeSocket",
	"expectSpiffeId",
] as const satisfies readonly (keyof CheckFormValues)[]

const modes: readonly EndpointMode[] = ["auto", "none", "tls", "mtls", "external", "spiffe"]
const textMax = 2_000

/** Reads what an address fills in. Unknown modes, repeated and overlong values, and pasted keys are left out. */
export function readCheckAddress(
	params: Readonly<Record<string, string | string[] | undefined>>,
): CheckFormValues {
	const text = (name: string) => {
		const value = params[name]
		return typeof value === "string" && value.length <= textMax && !value.includes("-----BEGIN") ? value : ""
	}
	const [target, ca, certificate, key, serverName, spiffeSocket, expectSpiffeId] = textFields.map(text)
	return {
		target: target ?? "",
		mode: modes.find((mode) => mode === params.mode) ?? "auto",
		ca: ca ?? "",
		certificate: certificate ?? "",
		key: key ?? "",
		serverName: serverName ?? "",
		spiffeSocket: spiffeSocket ?? "",
		expectSpiffeId: expectSpiffeId ?? "",
		skipVerify: params.skipVerify === "true",
		scan: params.scan === "true",
		enforce: params.enforce === "true",
	}
}

/** The flat endpoint input of the form; the target is the name until somebody gives a better one. */
export function checkInput({ scan: _scan, enforce: _enforce, ...values }: CheckFormValues) {
	return {
		...values,
		name: values.target.trim().slice(0, nameMax),
		labels: "",
		passphrase: "",
		trustDomain: "",
		token: "",
		healthService: "",
		method: "",
		timeoutMs: 5_000,
	}
}

const nameMax = 80

/** True when anything beyond target and mode is filled in, so that the rest of the form must be seen. */
export function bringsMaterial(values: CheckFormValues): boolean {
	return values.skipVerify || textFields.some((name) => name !== "target" && values[name] !== "")
}

/** Where the field at the top says that its button was pressed for this target, so that the check may start at once. */
export const pressedStorageKey = "countersign.check"

/** The fields of the form that show their own problems. */
export const checkFields: readonly string[] = [...textFields, "mode"]
