import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { labScenarios } from "#lab/scenarios"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { Report } from "#report/report"
import { verifyChain } from "#x509/path/verify-chain"
import {
	type CertificateRecipe,
	keyUsageBit,
	type MadeCertificate,
	makeAuthority,
	makeCertificate,
	rawExtension,
	usage,
} from "#x509/testing/make-certificate"
import { runCli } from "./run-cli.ts"
import { labWords } from "./testing/lab-words.ts"
import { opensslWord } from "./testing/openssl-word.ts"
import { recordingIo } from "./testing/recording-io.ts"

const afterwards = "OpenSSL accepts this chain and we do not: the name is checked after OpenSSL, not by it."
const noId = "OpenSSL accepts this chain and we do not: OpenSSL knows no SPIFFE ID."

/** Scenarios in which OpenSSL and we come to different verdicts, and why; in all others we agree. */
const disagreements: Readonly<Record<string, string>> = {
	"wrong-host": afterwards,
	"ip-dialled": afterwards,
	"cn-only": afterwards,
	"spiffe-dialled-as-tls": afterwards,
	"spiffe-wrong-id": noId,
	"spiffe-wrong-trust-domain": noId,
}

/** Scenarios whose settings are refused before anything is dialled. */
const refusedSettings = new Set(["key-mismatch", "partial-config", "bad-pem", "missing-file"])

describe("every handshake with the lab", () => {
	let directory = ""
	let lab: RunningLab | undefined
	let judged = 0

	beforeAll(async () => {
		directory = await mkdtemp(join(tmpdir(), "cs-openssl-"))
		lab = await startLab({ directory })
	}, 60_000)

	afterAll(async () => {
		await lab?.close()
		await rm(directory, { recursive: true, force: true })
	})

	it.each(labScenarios.map(({ id }) => id).filter((id) => !refusedSettings.has(id)))("%s", async (id) => {
		const running = lab?.scenarios.find((each) => each.id === id)
		if (running === undefined) throw new Error(`${id} does not run`)
		const io = recordingIo()
		await runCli(["check", ...(await labWords(id, running.settings, directory)), "--scan"], io)
		const report: Report = JSON.parse(io.text())
		const found = report.attempts.flatMap(({ verification }) => verification ?? [])
		for (const { verdict, openssl, opensslDifference } of found) {
			expect(openssl).toBeDefined()
			const agrees = (openssl === "ok") === (verdict === "accepted")
			expect(opensslDifference).toBe(agrees ? undefined : disagreements[id])
		}
		const reasons = new Set(found.flatMap(({ opensslDifference }) => opensslDifference ?? []))
		expect([...reasons]).toEqual(disagreements[id] === undefined ? [] : [disagreements[id]])
		judged += found.length
	})

	it.each([[], ["--markdown"]])("is told in the report for people %s", async (...form: readonly string[]) => {
		const running = lab?.scenarios.find(({ id }) => id === "wrong-host")
		if (running === undefined) throw new Error("wrong-host does not run")
		const words = await labWords("wrong-host", running.settings, directory)
		const io = recordingIo()
		await runCli(["check", ...words.filter((word) => word !== "--json"), ...form], io)
		expect(io.text().replace(/\s+/g, " ")).toContain(afterwards)
	})

	it("was judged on both sides often enough to mean something", () => {
		expect(judged).toBeGreaterThan(100)
	})
})

const now = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 86_400_000) }
const names = [{ type: "dns", value: "api.example.test" }] as const
const anyUsage = "2.5.29.37.0"
const rsaSigning = { name: "RSASSA-PKCS1-v1_5" }

function rsa(modulusLength: number, hash = "SHA-256") {
	return { ...rsaSigning, modulusLength, publicExponent: Uint8Array.of(1, 0, 1), hash }
}

/** Name constraints of one DNS name: [0] permits, [1] excludes (RFC 5280 section 4.2.1.10). */
function nameConstraints(tag: 0xa0 | 0xa1, base: string) {
	const text = new TextEncoder().encode(base)
	const { length } = text
	const value = [0x30, length + 6, tag, length + 4, 0x30, length + 2, 0x82, length, ...text]
	return { extensions: [rawExtension("2.5.29.30", true, Uint8Array.from(value))] }
}

type Made = readonly [chain: readonly MadeCertificate[], roots: readonly MadeCertificate[], level?: number]

const root = makeAuthority({ subject: "CN=Root", ...now })

/** An issuing CA below the root, and a leaf of it. */
async function below(issuing: Partial<CertificateRecipe>, leaf: Partial<CertificateRecipe> = {}) {
	const ca = await makeAuthority({ subject: "CN=Issuing", issuer: await root, ...now, ...issuing })
	return [await leafOf(ca, leaf), ca] as const
}

function leafOf(issuer: MadeCertificate, more: Partial<CertificateRecipe> = {}) {
	const recipe = { subject: "CN=leaf", names, eku: [usage.server], withKeyIds: true }
	return makeCertificate({ ...recipe, issuer, ...now, ...more })
}

/** A leaf right below an anchor of its own. */
async function alone(
	anchor: Partial<CertificateRecipe>,
	leaf: Partial<CertificateRecipe>,
	level: number,
): Promise<Made> {
	const made = await makeAuthority({ subject: "CN=Own Root", ...now, ...anchor })
	return [[await leafOf(made, leaf)], [made], level]
}

async function underRoot(
	issuing: Partial<CertificateRecipe>,
	leaf: Partial<CertificateRecipe> = {},
	level = 1,
) {
	return [await below(issuing, leaf), [await root], level] as const
}

async function twoOfOneName(): Promise<Made> {
	const twin = await makeAuthority({ subject: "CN=Issuing", issuer: await root, ...now })
	const selfSigned = await makeAuthority({ subject: "CN=Issuing", issuer: twin, keys: twin.keys, ...now })
	return [[await leafOf(twin), selfSigned, twin], [await root]]
}

async function withoutConstraints(keyUsage: Partial<CertificateRecipe>): Promise<Made> {
	const anchor = await makeCertificate({ subject: "CN=Bare Root", ...now, ...keyUsage })
	return [[await leafOf(anchor)], [anchor]]
}

/** Chains made for one difference each: what the real OpenSSL says, and how we explain it. */
const made: readonly (readonly [
	what: string,
	chain: () => Promise<Made>,
	word: string,
	why: RegExp | undefined,
])[] = [
	["a sound chain", () => underRoot({}), "ok", undefined],
	[
		"an intermediate as anchor",
		async () => {
			const [leaf, issuing] = await below({})
			return [[leaf], [issuing]]
		},
		"UNABLE_TO_GET_ISSUER_CERT",
		/ends in CN=Issuing, which ca\.pem holds .+ only at a self-signed anchor \(partial chain\)/,
	],
	[
		"the leaf as anchor",
		async () => {
			const [leaf] = await below({})
			return [[leaf], [leaf]]
		},
		"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
		/ends in CN=leaf, which ca\.pem holds .+\(partial chain\)/,
	],
	[
		"a short key at level 1",
		() => underRoot({}, { keyAlgorithm: rsa(1024) }),
		"ok",
		/at security level 1 OpenSSL takes what we refuse \(.+ RSA key of 1024 bits/,
	],
	["a short key at level 2", () => underRoot({}, { keyAlgorithm: rsa(1024) }, 2), "UNSPECIFIED", undefined],
	[
		"a usual key at level 3",
		() => underRoot({}, { keyAlgorithm: rsa(2048) }, 3),
		"UNSPECIFIED",
		/OpenSSL's rules at security level 3 refuse .+ RSA key of 2048 bits; at least 3072/,
	],
	[
		"SHA-1 at level 0",
		() =>
			alone(
				{ keyAlgorithm: rsa(2048, "SHA-1"), signingAlgorithm: rsaSigning },
				{ signingAlgorithm: rsaSigning },
				0,
			),
		"ok",
		/at security level 0 OpenSSL takes what we refuse \(.+ sha1WithRSAEncryption/,
	],
	[
		"an anchor of 512 bits",
		() =>
			alone({ keyAlgorithm: rsa(512), signingAlgorithm: rsaSigning }, { signingAlgorithm: rsaSigning }, 1),
		"UNSPECIFIED",
		/the trust anchor CN=Own Root has an RSA key of 512 bits/,
	],
	["an issuing CA for clients", () => underRoot({ eku: [usage.client] }), "INVALID_PURPOSE", undefined],
	[
		"an anchor for clients",
		() => alone({ eku: [usage.client] }, {}, 1),
		"INVALID_PURPOSE",
		/the trust anchor CN=Own Root has extended key usage clientAuth/,
	],
	[
		"any extended key usage",
		() => underRoot({}, { eku: [anyUsage] }),
		"INVALID_PURPOSE",
		/the certificate CN=leaf has extended key usage anyExtendedKeyUsage, without serverAuth/,
	],
	[
		"a leaf whose key may sign CRLs alone",
		() => underRoot({}, { keyUsage: keyUsageBit.cRLSign }),
		"INVALID_PURPOSE",
		/its key usage is cRLSign/,
	],
	[
		"an anchor without basicConstraints",
		() => withoutConstraints({ keyUsage: keyUsageBit.keyCertSign }),
		"ok",
		/takes a trust anchor without basicConstraints .+ keyCertSign/,
	],
	["an anchor that says nothing", () => withoutConstraints({}), "INVALID_PURPOSE", undefined],
	[
		"a wildcard over an excluded name",
		() =>
			underRoot(nameConstraints(0xa1, "secret.example.test"), {
				names: [{ type: "dns", value: "*.example.test" }],
			}),
		"ok",
		/lets a wildcard name pass that could cover a name the constraints exclude/,
	],
	[
		"a name that is not permitted",
		() => underRoot(nameConstraints(0xa0, "other.test")),
		"UNSPECIFIED",
		undefined,
	],
	[
		"two CAs of one name, one of them self-signed",
		twoOfOneName,
		"SELF_SIGNED_CERT_IN_CHAIN",
		/two certificates named CN=Issuing were sent; .+ does not go back/,
	],
]

describe("real handshakes with chains that OpenSSL and we may judge differently", () => {
	it.each(made)("%s", async (_what, make, word, why) => {
		const [chain, roots, level = 1] = await make()
		const openssl = await opensslWord(chain, roots, level)
		expect(openssl).toBe(word)
		const { verdict, opensslDifference } = await verifyChain({
			chain: chain.map(({ der }) => der),
			roots: roots.map(({ der }) => der),
			at: Date.now(),
			usage: "server",
			trustSource: "ca.pem",
			openssl,
		})
		if (why === undefined) expect(opensslDifference).toBeUndefined()
		else expect(opensslDifference).toMatch(why)
		expect((openssl === "ok") === (verdict === "accepted")).toBe(why === undefined)
		expect(opensslDifference ?? "").not.toContain("not known")
	})
})
