import { existsSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { parsePemCertificates } from "../pem-certificates.ts"
import type { ChainUsage } from "./chain-member.ts"
import { verifyChain } from "./verify-chain.ts"

const folder = "../shared/suites"
const limboFile = `${folder}/x509-limbo/limbo.json`
const boringFile = `${folder}/boringssl-pki/verify-certificate-chain.json`
const pkitsFile = `${folder}/nist-pkits/nist-pkits.json`

interface Case {
	readonly id: string
	readonly chain: readonly Uint8Array[]
	readonly roots: readonly Uint8Array[]
	readonly at: number
	readonly usage: ChainUsage
	readonly name?: { readonly name: string; readonly nameKind: "dns" | "ip" }
	readonly isValid: boolean
}

async function countRight(
	cases: readonly Case[],
): Promise<{ right: number; total: number; wrong: string[] }> {
	const wrong: string[] = []
	for (const { id, chain, roots, at, usage, name, isValid } of cases) {
		const found = await verifyChain({ chain, roots, at, usage, trustSource: "suite", ...name })
		if ((found.verdict === "accepted") !== isValid) wrong.push(id)
	}
	const right = cases.length - wrong.length
	console.log(`${right} of ${cases.length} verdicts as expected; others: ${wrong.join(", ")}`)
	return { right, total: cases.length, wrong }
}

interface LimboCase {
	readonly id: string
	readonly features: readonly string[]
	readonly trusted_certs: readonly string[]
	readonly untrusted_intermediates: readonly string[]
	readonly peer_certificate: string
	readonly validation_time: string | null
	readonly validation_kind: "SERVER" | "CLIENT"
	readonly expected_result: "SUCCESS" | "FAILURE"
	readonly expected_peer_name: { readonly kind: string; readonly value: string } | null
}

test.skipIf(!existsSync(limboFile))(
	"x509-limbo: what a Go or rustls client decides (skipped: ../shared is absent)",
	async () => {
		const { testcases }: { testcases: LimboCase[] } = JSON.parse(readFileSync(limboFile, "utf8"))
		const isOutside = (feature: string) =>
			/^(denial-of-service|pedantic-.*|has-policy-constraints|has-crl)$/.test(feature)
		const cases = testcases.filter(({ features }) => !features.some(isOutside)).map(fromLimbo)
		const { right, total } = await countRight(cases)
		expect(total).toBeGreaterThan(70)
		expect(right / total).toBeGreaterThan(0.78)
	},
)

function fromLimbo(limbo: LimboCase): Case {
	const peer = limbo.expected_peer_name
	const nameKind = peer?.kind === "DNS" ? "dns" : peer?.kind === "IP" ? "ip" : undefined
	return {
		id: limbo.id,
		chain: [limbo.peer_certificate, ...limbo.untrusted_intermediates].flatMap(fromPem),
		roots: limbo.trusted_certs.flatMap(fromPem),
		at: limbo.validation_time === null ? Date.now() : Date.parse(limbo.validation_time),
		usage: limbo.validation_kind === "CLIENT" ? "client" : "server",
		...(peer === null || nameKind === undefined ? {} : { name: { name: peer.value, nameKind } }),
		isValid: limbo.expected_result === "SUCCESS",
	}
}

interface BoringSuite {
	readonly chains: Readonly<Record<string, readonly string[]>>
	readonly cases: readonly {
		readonly id: string
		readonly chain: string
		readonly utc_time: string
		readonly key_purpose: string
		readonly last_cert_trust: string
		readonly valid: boolean
	}[]
}

test.skipIf(!existsSync(boringFile))("BoringSSL chains (skipped: ../shared is absent)", async () => {
	const suite: BoringSuite = JSON.parse(readFileSync(boringFile, "utf8"))
	const cases = suite.cases.map((item): Case => {
		const ders = (suite.chains[item.chain] ?? []).map(fromBase64)
		const time = item.utc_time === "DEFAULT" ? "211005120000Z" : item.utc_time
		const iso = time.replace(/^(..)(..)(..)(..)(..)(..)Z$/, "20$1-$2-$3T$4:$5:$6Z")
		const usage = item.key_purpose.startsWith("SERVER")
			? "server"
			: item.key_purpose.startsWith("CLIENT")
				? "client"
				: "any"
		const chain = ders.length === 1 ? ders : ders.slice(0, -1)
		return { id: item.id, chain, roots: ders.slice(-1), at: Date.parse(iso), usage, isValid: item.valid }
	})
	const { right, total } = await countRight(cases)
	expect(total).toBe(49)
	expect(right).toBeGreaterThanOrEqual(39)
})

interface PkitsSuite {
	readonly tests: readonly {
		readonly test: string
		readonly certs: readonly string[]
		readonly shouldValidate: boolean
	}[]
	readonly certs: Readonly<Record<string, string>>
}

test.skipIf(!existsSync(pkitsFile))(
	"NIST PKITS without CRLs and policies (skipped: ../shared is absent)",
	async () => {
		const suite: PkitsSuite = JSON.parse(readFileSync(pkitsFile, "utf8"))
		const isCovered = (section: string) => /^4\.(1|2|3|5|6|7|13|16)\./.test(section)
		const cases = suite.tests
			.filter(({ test: section }) => isCovered(section))
			.map((item): Case => {
				const [anchor, ...below] = item.certs.map((key) => fromBase64(suite.certs[key] ?? ""))
				const roots = anchor === undefined ? [] : [anchor]
				const at = Date.UTC(2011, 2, 15)
				return {
					id: item.test,
					chain: below.reverse(),
					roots,
					at,
					usage: "any",
					isValid: item.shouldValidate,
				}
			})
		const { right, total } = await countRight(cases)
		expect(total).toBeGreaterThan(90)
		expect(right / total).toBeGreaterThan(0.9)
	},
)

function fromPem(pem: string): readonly Uint8Array[] {
	const parsed = parsePemCertificates(pem)
	return parsed.ok ? parsed.value : []
}

function fromBase64(text: string): Uint8Array {
	return Uint8Array.from(Buffer.from(text, "base64"))
}
