import { cipherSuiteTable } from "../registry/cipher-suite-table.ts"
import { type CipherSuiteFacts, cipherSuiteFacts } from "../registry/cipher-suites.ts"
import { groupTable } from "../registry/groups.ts"
import { signatureSchemeName, signatureSchemeTable } from "../registry/signature-schemes.ts"

/** Values of the registry that are no suites: TLS_NULL_WITH_NULL_NULL, the renegotiation and the fallback signal. */
const signals = new Set([0x0000, 0x00ff, 0x5600])

/** Suites whose TLS 1.3 flight we can open. */
export const readableSuites: readonly number[] = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305]

/** Suites of TLS 1.3, those first whose flight we can open. */
export function modernSuites(): readonly number[] {
	const all = cipherSuiteTable.filter(([code, name]) => isModern(code, name) && !signals.has(code))
	return [...new Set([...readableSuites, ...all.map(([code]) => code)])]
}

/** Every suite of TLS 1.0 to 1.2 that the registry names, those first that a careful client would want. */
export function legacySuites(): readonly number[] {
	return cipherSuiteTable
		.filter(([code, name]) => !isModern(code, name) && !signals.has(code))
		.map(([code]) => ({ code, rank: rankOf(cipherSuiteFacts(code)) }))
		.toSorted((one, other) => one.rank - other.rank)
		.map(({ code }) => code)
}

/** A short list that every server of the last twenty years finds something in; for peers that long hellos break. */
export function commonSuites(): readonly number[] {
	return legacySuites().filter((code) => {
		const facts = cipherSuiteFacts(code)
		const exchange = facts?.keyExchange
		return (
			(exchange === "ECDHE" || exchange === "RSA") &&
			facts?.cipher.startsWith("aes-") === true &&
			/GCM|CBC_SHA$/.test(facts.name)
		)
	})
}

/** Every group but the two that stand for curves written out in full. Hybrids and the modern curves stand first. */
export function groupCandidates(): readonly number[] {
	const all = [...groupTable.keys()].filter((code) => code < 0xff00)
	const first = all.filter((code) => code >= 0x0200)
	const modern = [29, 23, 24, 25, 30].filter((code) => all.includes(code))
	return [...new Set([...first, ...modern, ...all])]
}

/** Below TLS 1.3 a finite field comes with a DHE suite and a curve with an ECDHE one: they never stand for each other. */
export function groupKind(code: number): string {
	return code >= 0x0100 && code <= 0x01ff ? "finite field" : "curve"
}

/** `rsa`, `ecdsa`, `ed25519` …: a key signs with the schemes of its own kind alone. */
export function schemeKind(code: number): string {
	return signatureSchemeName(code).split("_")[0] ?? ""
}

/** Every signature scheme of the registry. */
export function schemeCandidates(): readonly number[] {
	const modern = [0x0403, 0x0804, 0x0807, 0x0503, 0x0805, 0x0603, 0x0806, 0x0808, 0x0401, 0x0501, 0x0601]
	return [...new Set([...modern, ...signatureSchemeTable.keys()])]
}

function isModern(code: number, name: string): boolean {
	return cipherSuiteFacts(code)?.isTls13 === true || !name.includes("_WITH_")
}

const exchangeRank: Readonly<Record<string, number>> = { ECDHE: 0, DHE: 100, RSA: 200, ECDH: 300, DH: 400 }
const modeRank = { aead: 0, cbc: 20, stream: 40, none: 60 } as const satisfies Record<
	CipherSuiteFacts["mode"],
	number
>

/** Lower is wanted more. */
function rankOf(facts: CipherSuiteFacts | undefined): number {
	if (facts === undefined) return 1_000
	const exchange = exchangeRank[facts.keyExchange ?? ""] ?? 500
	const anonymous = facts.authentication === "anon" ? 450 : 0
	const short = facts.keyLength < 16 ? 10 : 0
	return exchange + anonymous + modeRank[facts.mode] + short
}
