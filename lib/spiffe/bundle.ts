import { err, ok, type Result } from "#base/result"
import { splitConcatenatedDer } from "./concatenated-der.ts"
import { parseTrustDomain, type TrustDomain } from "./trust-domain.ts"

/** X.509 authorities by trust domain name: DER each. */
export type TrustBundles = ReadonlyMap<string, readonly Uint8Array[]>

/** Why a bundle could not be read. */
export interface BundleFailure {
	readonly kind: "pem" | "der" | "json" | "shape" | "x5c" | "trust-domain" | "too-large"
	readonly text: string
}

/** What one SPIFFE bundle document holds. */
export interface BundleDocument {
	readonly authorities: readonly Uint8Array[]
	/** Keys of use `jwt-svid` with a key ID, as JWKs. */
	readonly jwtKeys: readonly Readonly<Record<string, unknown>>[]
	readonly sequence?: number
	/** How often to ask again, seconds. */
	readonly refreshHintSeconds?: number
	/** What was passed over, one sentence each. */
	readonly notes: readonly string[]
}

const charactersMax = 4_194_304
const keysMax = 1_000

/** Reads a bundle of concatenated DER, as the Workload API sends it. */
export function parseDerBundle(bytes: Uint8Array): Result<readonly Uint8Array[], BundleFailure> {
	const parts = splitConcatenatedDer(bytes)
	return parts.ok ? parts : err({ kind: "der", text: parts.error.text })
}

/**
 * Reads a SPIFFE bundle in JWKS form (SPIFFE Trust Domain and Bundle, section 4): keys of use `x509-svid` and `jwt-svid`;
 * an empty list of keys is valid and means that everything was revoked. At most 4 MiB and 1,000 keys.
 */
export function parseJwksBundle(text: string): Result<BundleDocument, BundleFailure> {
	const json = parseJson(text)
	if (!json.ok) return json
	return readDocument(json.value)
}

/** Reads a map of trust domains to bundles: `{"trust_domains": {"example.org": {"keys": […]}}}`. */
export function parseBundleMap(text: string): Result<TrustBundles, BundleFailure> {
	const json = parseJson(text)
	if (!json.ok) return json
	const domains = field(json.value, "trust_domains")
	if (typeof domains !== "object" || domains === null || Array.isArray(domains)) {
		return err({ kind: "shape", text: "The bundle map has no object trust_domains." })
	}
	const bundles = new Map<TrustDomain, readonly Uint8Array[]>()
	for (const [name, value] of Object.entries(domains).slice(0, keysMax)) {
		const trustDomain = parseTrustDomain(name)
		if (!trustDomain.ok) return err({ kind: "trust-domain", text: trustDomain.error.text })
		const document = readDocument(value)
		if (!document.ok) return document
		bundles.set(trustDomain.value, document.value.authorities)
	}
	return ok(bundles)
}

function parseJson(text: string): Result<unknown, BundleFailure> {
	if (text.length > charactersMax) {
		return err({ kind: "too-large", text: `The bundle is longer than ${charactersMax} characters.` })
	}
	try {
		const value: unknown = JSON.parse(text)
		return ok(value)
	} catch (cause) {
		if (!(cause instanceof SyntaxError)) throw cause
		return err({ kind: "json", text: "The bundle is no JSON." })
	}
}

function readDocument(value: unknown): Result<BundleDocument, BundleFailure> {
	const keys = field(value, "keys")
	if (!Array.isArray(keys)) return err({ kind: "shape", text: "The bundle has no list of keys." })
	if (keys.length > keysMax)
		return err({ kind: "too-large", text: `The bundle has more than ${keysMax} keys.` })
	const authorities: Uint8Array[] = []
	const jwtKeys: Readonly<Record<string, unknown>>[] = []
	const notes: string[] = []
	for (const [index, key] of keys.entries()) {
		const use = field(key, "use")
		if (use === "jwt-svid" && typeof field(key, "kid") === "string") jwtKeys.push(publicPart(key))
		if (use !== "x509-svid") {
			if (use !== "jwt-svid") notes.push(`Key ${index} has an unknown use and is ignored.`)
			continue
		}
		const der = readX5c(field(key, "x5c"))
		if (der === undefined) {
			const text = `Key ${index} of use x509-svid does not have exactly one base64 DER certificate in x5c.`
			return err({ kind: "x5c", text })
		}
		authorities.push(der)
	}
	if (keys.length === 0)
		notes.push("The bundle has no keys: every authority of this trust domain was revoked.")
	const [sequence, hint] = [field(value, "spiffe_sequence"), field(value, "spiffe_refresh_hint")]
	return ok({
		...{ authorities, jwtKeys },
		...(typeof sequence === "number" ? { sequence } : {}),
		...(typeof hint === "number" ? { refreshHintSeconds: hint } : {}),
		notes,
	})
}

const publicMembers = ["use", "kid", "kty", "alg", "crv", "x", "y", "n", "e"] as const

/** A bundle is handed on to others: whatever else stands in a key, such as its private half, is left behind. */
function publicPart(key: unknown): Readonly<Record<string, unknown>> {
	const members = publicMembers.map((name) => [name, field(key, name)] as const)
	return Object.fromEntries(members.filter(([, value]) => typeof value === "string"))
}

function readX5c(value: unknown): Uint8Array | undefined {
	if (!Array.isArray(value) || value.length !== 1) return undefined
	const [text]: unknown[] = value
	if (typeof text !== "string" || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
		return undefined
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

function field(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined
}
