import { type EndpointFormValues, emptyValues, secretFields } from "./form-values.tsx"

/*
 * A draft lives in the session storage of this tab. It holds no secret: key, passphrase and token are left out.
 * It belongs to one version of one endpoint; a draft of another version is not offered.
 */

/** Reads what was typed earlier. Undefined: nothing, or nothing that fits. */
export function readDraft(key: string, version: number | undefined): Partial<EndpointFormValues> | undefined {
	const text = sessionStorage.getItem(nameOf(key))
	if (text === null) return undefined
	const stored = parseObject(text)
	if (stored === undefined || stored.version !== (version ?? null)) return undefined
	const values = stored.values
	if (typeof values !== "object" || values === null) return undefined
	const known = Object.entries(values).filter(
		([name, value]) =>
			Object.hasOwn(emptyValues, name) && typeof value === typeof Reflect.get(emptyValues, name),
	)
	return known.length === 0 ? undefined : Object.fromEntries(known)
}

/** Keeps what was typed, without secrets. */
export function writeDraft(key: string, version: number | undefined, values: EndpointFormValues): void {
	const secrets: readonly string[] = secretFields
	const open = Object.entries(values).filter(([name]) => !secrets.includes(name))
	sessionStorage.setItem(
		nameOf(key),
		JSON.stringify({ version: version ?? null, values: Object.fromEntries(open) }),
	)
}

/** Forgets the draft. */
export function clearDraft(key: string): void {
	sessionStorage.removeItem(nameOf(key))
}

function nameOf(key: string): string {
	return `countersign.draft.${key}`
}

function parseObject(text: string): { readonly version?: unknown; readonly values?: unknown } | undefined {
	try {
		const value: unknown = JSON.parse(text)
		return typeof value === "object" && value !== null ? value : undefined
	} catch {
		return undefined
	}
}
