import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { rulesById } from "#diagnosis/rules"
import { labScenarios } from "#lab/scenarios"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { Report } from "#report/report"
import { runCli } from "./run-cli.ts"
import { labWords } from "./testing/lab-words.ts"
import { recordingIo } from "./testing/recording-io.ts"

/** What a scan has to say, taken from how the scenario's server is set up. */
interface Expected {
	/** Answers for TLS 1.0, 1.1, 1.2 and 1.3: y accepted, n refused, ? unknown. */
	readonly versions: string
	/** The suite that each accepted version chooses first. */
	readonly first: Readonly<Record<string, string>>
	/** Answers to h2, http/1.1, none and a protocol that does not exist. */
	readonly alpn: string
	/** Versions in which a CertificateRequest is sent. */
	readonly asks: readonly string[]
	readonly large: "accepted" | "refused" | "unknown"
}

/** Node's TLS as it comes: its own list of suites and its own order, h2 alone by ALPN, a P-256 key. */
const node: Expected = {
	versions: "nnyy",
	first: { "1.2": "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "1.3": "TLS_AES_256_GCM_SHA384" },
	alpn: "ynyn",
	asks: [],
	large: "accepted",
}
const asking = { ...node, asks: ["1.2", "1.3"] }
const tls12: Expected = { ...node, versions: "nnyn", first: { "1.2": node.first["1.2"] ?? "" } }
const tls13: Expected = { ...node, versions: "nnny", first: { "1.3": "TLS_AES_256_GCM_SHA384" } }
const refusesAll: Expected = { versions: "nnnn", first: {}, alpn: "", asks: [], large: "unknown" }
const withoutAlpn = { ...node, alpn: "nnyn" }

/** Scenarios whose port answers a ClientHello by TLS. */
const table: Readonly<Record<string, Expected>> = {
	tls: node,
	"tls-private-ca": node,
	"mtls-tls12": { ...tls12, asks: ["1.2"] },
	"mtls-tls13": { ...tls13, asks: ["1.3"] },
	"mtls-optional": asking,
	"external-rotating": asking,
	"external-stale": asking,
	spiffe: asking,
	"spiffe-other-trust-domain": asking,
	"spiffe-not-federated": asking,
	"spiffe-bundle-stale": asking,
	"svid-stale": asking,
	"spiffe-wrong-id": asking,
	"spiffe-wrong-trust-domain": asking,
	"spiffe-dialled-as-tls": asking,
	"spiffe-any-trust-domain": asking,
	"workload-api-unavailable": asking,
	"workload-no-identity": asking,
	"untrusted-issuer": node,
	"self-signed": node,
	"missing-intermediate": node,
	"trust-bundle-stale": node,
	expired: node,
	"not-yet-valid": node,
	"wrong-host": node,
	"ip-dialled": node,
	"cn-only": node,
	"server-cert-wrong-eku": node,
	// A flight written by hand: TLS 1.2 with one suite, whatever is offered, and no ALPN.
	"unreadable-certificate": { ...tls12, alpn: "nnyn" },
	"client-cert-required": asking,
	"client-cert-required-tls12": { ...tls12, asks: ["1.2"] },
	"client-cert-untrusted": asking,
	"expired-client-cert": asking,
	"client-cert-wrong-eku": asking,
	"late-client-auth": asking,
	// The first address is the one that is scanned.
	"replica-stale": node,
	"replica-refuses": node,
	"replica-down": node,
	"no-alpn": withoutAlpn,
	"tls12-only": tls12,
	"tls13-only": tls13,
	"weak-ciphers": { ...tls12, first: { "1.2": "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384" } },
	"large-hello-breaks": { ...node, large: "refused" },
	"protocol-version": refusesAll,
	// Its only suite needs an RSA key and its certificate has a P-256 one; 1.3 is off.
	"no-shared-cipher": refusesAll,
	"tls-dialled-as-plaintext": node,
	"http1-over-tls": withoutAlpn,
	"http1-proxy": { ...node, alpn: "nyyn" },
	"connect-cors": { ...node, alpn: "yyyn" },
	"connect-no-cors": { ...node, alpn: "yyyn" },
	"mixed-port": { ...node, alpn: "yyyn" },
	"token-accepted": node,
	"token-required": node,
	"permission-denied": node,
	"health-not-serving": node,
	"unix-mtls": asking,
	// Like unreadable-certificate; its Certificate is larger than is read.
	"huge-chain": { ...tls12, alpn: "nnyn" },
	"accepts-any-certificate": asking,
	"accepts-expired-certificate": asking,
	"accepts-wrong-eku": asking,
	"ca-name-only": asking,
	"signature-only": asking,
	"plaintext-on-tls-port": node,
	"plaintext-with-token": node,
	"any-token": node,
	"stream-skips-token": node,
	"health-open": node,
	"old-tls": {
		...node,
		versions: "yyyy",
		first: {
			"1.0": "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
			"1.1": "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
			"1.2": "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
			"1.3": "TLS_AES_256_GCM_SHA384",
		},
	},
}

/** Scenarios whose port speaks no TLS, or nothing at all: there is nothing to scan. */
const notTls = [
	...["plaintext", "plaintext-dialled-as-tls", "http1-only", "token-over-plaintext", "unix-plaintext"],
	...["connection-refused", "dns-failure", "unix-missing", "blackhole", "slow-bytes", "reset-mid-handshake"],
	...["garbage", "flood"],
]
/** Scenarios whose settings are refused before anything is dialled. */
const refusedSettings = ["key-mismatch", "partial-config", "bad-pem", "missing-file"]

/** OpenSSL's own list of groups since 3.5; Node's default since 24. */
const nodeGroups = ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1"]

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-scan-"))
	lab = await startLab({ directory })
}, 60_000)

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

async function scan(id: string): Promise<Report> {
	const running = lab?.scenarios.find((each) => each.id === id)
	if (running === undefined) throw new Error(`${id} does not run`)
	const io = recordingIo()
	await runCli(["check", "--scan", ...(await labWords(id, running.settings, directory))], io)
	return JSON.parse(io.text())
}

const letters = { accepted: "y", refused: "n", unknown: "?" } as const

function seenOf({ scan: seen }: Report): Expected | undefined {
	if (seen === undefined) return undefined
	const order = ["1.0", "1.1", "1.2", "1.3"] as const
	return {
		versions: order.map((version) => letters[seen.versions[version].answer]).join(""),
		first: Object.fromEntries(
			order.flatMap((version) => {
				const name = seen.cipherSuites[version]?.names[0]
				return name === undefined ? [] : [[version, name]]
			}),
		),
		alpn: seen.alpn.map(({ answer }) => letters[answer]).join(""),
		asks: Object.keys(seen.certificateRequests).toSorted(),
		large: seen.largeClientHello.answer,
	}
}

describe("countersign check --scan against the lab", () => {
	it("has a row for every scenario", () => {
		const rows = [...Object.keys(table), ...notTls, ...refusedSettings]
		expect(rows.toSorted()).toEqual(labScenarios.map(({ id }) => id).toSorted())
	})

	it.each(Object.entries(table))("%s", async (id, expected) => {
		const report = await scan(id)
		expect(seenOf(report)).toEqual(expected)
		const answers = Object.values(report.server.tlsVersions ?? {}).map((answer) => letters[answer])
		expect(answers.join("")).toBe(expected.versions)
		expect(report.scan?.connections).toBeLessThanOrEqual(60)
		expect(report.scan?.problems).toEqual([])
		const groups = report.scan?.groups["1.3"]?.names ?? nodeGroups
		expect(groups).toEqual(expect.arrayContaining(nodeGroups))
	})

	it.each(notTls)("%s has nothing to scan", async (id) => {
		expect((await scan(id)).scan).toBeUndefined()
	})

	it.each(
		labScenarios.flatMap(({ id, expected }) =>
			expected.scanRules === undefined ? [] : [[id, expected.scanRules] as const],
		),
	)("%s fires what only a scan shows", async (id, scanRules) => {
		expect(scanRules.filter((rule) => !rulesById.has(rule))).toEqual([])
		const rules = (await scan(id)).findings.map(({ rule }) => rule)
		expect(rules).toEqual(expect.arrayContaining([...scanRules]))
	})

	it("names the authorities of the server's own CertificateRequest", async () => {
		for (const id of ["mtls-tls12", "mtls-tls13"]) {
			const requests = Object.values((await scan(id)).scan?.certificateRequests ?? {})
			expect(requests.map((request) => request.certificateAuthorities)).toEqual([
				["CN=Lab Root CA,O=Countersign Lab"],
			])
		}
	})

	it("rates every scan against both profiles, with reasons wherever one is not met", async () => {
		const { scan: seen } = await scan("tls13-only")
		expect(seen?.profiles.map(({ profile, verdict }) => [profile, verdict])).toEqual([
			["modern", "differs"],
			["intermediate", "differs"],
		])
		expect(seen?.profiles.every(({ reasons }) => reasons.length > 0)).toBe(true)
	})
})
