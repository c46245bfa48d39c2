import { z } from "zod"
import { Secret } from "#base/secret"
import type { EndpointSettings, KeySource } from "#endpoints/endpoint"

const pemSource = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("file"), path: z.string() }),
	z.object({ kind: z.literal("pasted"), pem: z.string() }),
])

const openSettingsSchema = z.object({
	target: z.string(),
	mode: z.enum(["auto", "none", "tls", "mtls", "external", "spiffe"]),
	ca: pemSource.optional(),
	certificate: pemSource.optional(),
	key: z
		.discriminatedUnion("kind", [
			z.object({ kind: z.literal("file"), path: z.string(), hasPassphrase: z.boolean() }),
			z.object({ kind: z.literal("pasted"), hasPassphrase: z.boolean() }),
		])
		.optional(),
	serverName: z.string().optional(),
	skipVerify: z.boolean(),
	spiffeSocket: z.string().optional(),
	expectSpiffeId: z.string().optional(),
	trustDomain: z.string().optional(),
	token: z
		.discriminatedUnion("kind", [
			z.object({ kind: z.literal("file"), path: z.string() }),
			z.object({ kind: z.literal("pasted") }),
		])
		.optional(),
	healthService: z.string(),
	method: z.string().optional(),
	timeoutMs: z.number(),
})

/** Settings as they are stored and may be shown: every secret is only a mark that there is one. */
export type OpenSettings = z.infer<typeof openSettingsSchema>

/** The secrets of an endpoint, apart from its settings. */
export interface SettingSecrets {
	readonly keyPem?: Secret<string>
	readonly passphrase?: Secret<string>
	readonly token?: Secret<string>
}

/** Takes the secrets out of settings. `joinSettings` puts them back. */
export function splitSettings(settings: EndpointSettings): {
	readonly open: OpenSettings
	readonly secrets: SettingSecrets
} {
	const { key, token, ...rest } = settings
	const passphrase = key?.passphrase
	const open: OpenSettings = {
		...rest,
		...(key === undefined ? {} : { key: openKey(key) }),
		...(token === undefined ? {} : { token: token.kind === "file" ? token : { kind: "pasted" } }),
	}
	return {
		open,
		secrets: {
			...(key?.kind === "pasted" ? { keyPem: key.pem } : {}),
			...(passphrase === undefined ? {} : { passphrase }),
			...(token?.kind === "pasted" ? { token: token.text } : {}),
		},
	}
}

/** Puts secrets back into settings. A mark without its secret becomes an empty secret, which a check then reports. */
export function joinSettings(open: OpenSettings, secrets: SettingSecrets): EndpointSettings {
	const {
		key,
		token,
		ca,
		certificate,
		serverName,
		spiffeSocket,
		expectSpiffeId,
		trustDomain,
		method,
		...rest
	} = open
	const empty = new Secret("")
	return {
		...rest,
		...(ca === undefined ? {} : { ca }),
		...(certificate === undefined ? {} : { certificate }),
		...(serverName === undefined ? {} : { serverName }),
		...(spiffeSocket === undefined ? {} : { spiffeSocket }),
		...(expectSpiffeId === undefined ? {} : { expectSpiffeId }),
		...(trustDomain === undefined ? {} : { trustDomain }),
		...(method === undefined ? {} : { method }),
		...(key === undefined ? {} : { key: closedKey(key, secrets) }),
		...(token === undefined
			? {}
			: { token: token.kind === "file" ? token : { kind: "pasted", text: secrets.token ?? empty } }),
	}
}

/** Reads settings from a row. Throws when the row is not what we wrote: that is a bug, or a hand in the database. */
export function readOpenSettings(json: string): OpenSettings {
	return openSettingsSchema.parse(JSON.parse(json))
}

function openKey(key: KeySource): NonNullable<OpenSettings["key"]> {
	const hasPassphrase = key.passphrase !== undefined
	return key.kind === "file"
		? { kind: "file", path: key.path, hasPassphrase }
		: { kind: "pasted", hasPassphrase }
}

function closedKey(key: NonNullable<OpenSettings["key"]>, secrets: SettingSecrets): KeySource {
	const passphrase =
		key.hasPassphrase && secrets.passphrase !== undefined ? { passphrase: secrets.passphrase } : {}
	if (key.kind === "file") return { kind: "file", path: key.path, ...passphrase }
	return { kind: "pasted", pem: secrets.keyPem ?? new Secret(""), ...passphrase }
}
