import { Secret } from "#base/secret"
import type { EndpointSettings, KeySource, PemSource } from "./endpoint.ts"

/** True for PEM text, false for a path: a path has one line and no BEGIN. */
export function isPemText(text: string): boolean {
	return text.includes("-----BEGIN") || text.trim().includes("\n")
}

/** A certificate field as typed: a path, pasted text, or nothing. */
export function pemSource(typed: string): PemSource | undefined {
	const text = typed.trim()
	if (text === "") return undefined
	return isPemText(text) ? { kind: "pasted", pem: `${text}\n` } : { kind: "file", path: text }
}

/** A key field as typed, with the passphrase that opens it. */
export function keySource(typed: string, passphrase: Secret<string> | undefined): KeySource | undefined {
	const source = pemSource(typed)
	if (source === undefined) return undefined
	const locked = passphrase === undefined ? {} : { passphrase }
	if (source.kind === "file") return { ...source, ...locked }
	return { kind: "pasted", pem: new Secret(source.pem), ...locked }
}

/** A token field as typed: a path begins with `/`, `./`, `../` or `~`; `text:` marks a token that would look like one. */
export function tokenSource(typed: string): EndpointSettings["token"] {
	const text = typed.trim()
	if (text === "") return undefined
	if (text.startsWith("text:")) return { kind: "pasted", text: new Secret(text.slice("text:".length).trim()) }
	if (/^(\/|\.\/|\.\.\/|~)/.test(text)) return { kind: "file", path: text }
	return { kind: "pasted", text: new Secret(text) }
}

/** A secret as typed, nothing when empty. */
export function secretOf(typed: string): Secret<string> | undefined {
	return typed === "" ? undefined : new Secret(typed)
}

/** The labels of a comma-separated text, each once. */
export function splitLabels(text: string): readonly string[] {
	const labels = text.split(",").map((label) => label.trim())
	return [...new Set(labels.filter((label) => label !== ""))]
}
