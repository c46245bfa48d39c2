import { rm } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cipherSuiteTable } from "#tls/registry/cipher-suite-table"
import { opensslCipherName } from "#tls/registry/cipher-suites"
import { buildGoServer, startGoServer } from "./go-server.ts"
import { type ForeignFiles, makeForeignFiles } from "./identities.ts"
import { startOpenssl } from "./openssl.ts"
import { type ForeignProcess, isInstalled } from "./process.ts"
import { installPythonGrpc, startPythonServer } from "./python-server.ts"
import { scanForeign, sortedNames } from "./scan-foreign.ts"
import { startScannedNginx } from "./scan-nginx.ts"
import { askClient, clientGroup, clientScheme } from "./scan-s-client.ts"
import { outputOf, runSslscan } from "./scan-sslscan.ts"

let made: ForeignFiles | undefined
let goServer = ""
let pythonPackages = ""
const running: ForeignProcess[] = []

const mayDownload = process.env.COUNTERSIGN_FOREIGN === "1"
const hasNginx = isInstalled("nginx", ["-v"])
const hasOpenssl = isInstalled("openssl", ["version"])
const hasSslscan = isInstalled("sslscan", ["--version"])
const hasGo = mayDownload && isInstalled("go", ["version"])
const hasGrpcio = isInstalled("python3", ["-c", "import grpc, grpc_health"])
const hasPython = hasGrpcio || (mayDownload && isInstalled("python3", ["-m", "pip", "--version"]))

beforeAll(async () => {
	made = await makeForeignFiles()
	if (hasGo) goServer = await buildGoServer(made)
	if (hasPython && !hasGrpcio) pythonPackages = await installPythonGrpc(made)
}, 500_000)

afterAll(async () => {
	await Promise.all(running.map((server) => server.stop()))
	if (made !== undefined) await rm(made.folder, { recursive: true, force: true })
})

function files(): ForeignFiles {
	if (made === undefined) throw new Error("the certificates were not made")
	return made
}

async function portOf(started: Promise<ForeignProcess>): Promise<number> {
	const server = await started
	running.push(server)
	return server.port
}

interface Compared {
	readonly isHere: boolean
	readonly start: () => Promise<ForeignProcess>
	readonly connectionsMax: number
	/** What sslscan does not list, by list and version; docs/scan-comparison.md says why. */
	readonly oursOnly: Readonly<Record<string, readonly string[]>>
}

const ecdsa = ["ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ecdsa_secp521r1_sha512"]
const opensslEcdsa = {
	"groups 1.2": ["secp384r1", "secp521r1", "x25519", "x448"],
	"schemes 1.2": [...ecdsa, "ecdsa_sha224"],
}
const allEcdsa = [...ecdsa, "ecdsa_sha1", "ecdsa_sha224"]
const everything = { "groups 1.2": ["ffdhe2048"], "schemes 1.2": allEcdsa }

const servers: Readonly<Record<string, Compared>> = {
	"nginx, TLS 1.2 and 1.3": {
		isHere: hasNginx,
		start: () => startScannedNginx(files(), "modern"),
		connectionsMax: 60,
		oursOnly: opensslEcdsa,
	},
	"nginx with everything on": {
		isHere: hasNginx,
		start: () => startScannedNginx(files(), "everything"),
		connectionsMax: 160,
		oursOnly: everything,
	},
	"nginx with everything on and its own order": {
		isHere: hasNginx,
		start: () => startScannedNginx(files(), "everything, own order"),
		connectionsMax: 175,
		oursOnly: everything,
	},
	"openssl s_server": {
		isHere: hasOpenssl,
		start: () => startOpenssl(files(), ["-quiet"]),
		connectionsMax: 60,
		oursOnly: opensslEcdsa,
	},
	"openssl s_server, TLS 1.2 alone": {
		isHere: hasOpenssl,
		start: () => startOpenssl(files(), ["-tls1_2", "-rev"]),
		connectionsMax: 60,
		oursOnly: opensslEcdsa,
	},
	"grpc-go": {
		isHere: hasGo,
		start: () => startGoServer(goServer, "tls", files()),
		connectionsMax: 60,
		oursOnly: { "schemes 1.2": [...ecdsa, "ecdsa_sha1"] },
	},
	"grpc-go with client certificates required": {
		isHere: hasGo,
		start: () => startGoServer(goServer, "mtls", files()),
		connectionsMax: 60,
		oursOnly: {
			"suites 1.2": [
				"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
				"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
				"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
			],
			"schemes 1.2": [...ecdsa, "ecdsa_sha1"],
		},
	},
	grpcio: {
		isHere: hasPython,
		start: () => startPythonServer(pythonPackages, "tls", files()),
		connectionsMax: 60,
		oursOnly: { "schemes 1.2": [...ecdsa, "ecdsa_sha1"] },
	},
}

describe.skipIf(!hasSslscan)(`a scan beside sslscan${hasSslscan ? "" : " (skipped: not installed)"}`, () => {
	for (const [name, { isHere, start, connectionsMax, oursOnly }] of Object.entries(servers)) {
		it.skipIf(!isHere)(
			`finds all that sslscan finds in ${name}, and beyond that only what is explained`,
			async () => {
				const port = await portOf(start())
				const ours = await scanForeign(port, files())
				const theirs = await runSslscan(port)
				const accepted = Object.entries(ours.versions).map(([version, { answer }]) => [
					version,
					answer === "accepted",
				])
				expect(Object.fromEntries(accepted)).toEqual(theirs.versions)
				const pairs = [
					["suites", sortedNames(ours.cipherSuites), theirs.cipherSuites],
					["groups", sortedNames(ours.groups), theirs.groups],
					["schemes", sortedNames(ours.signatureSchemes), theirs.signatureSchemes],
				] as const
				const beyond: Record<string, readonly string[]> = {}
				for (const [list, mine, other] of pairs) {
					for (const [version, names] of Object.entries(mine)) {
						const more = names.filter((each) => other[version]?.includes(each) !== true)
						if (more.length > 0) beyond[`${list} ${version}`] = more
					}
					for (const [version, names] of Object.entries(other)) {
						expect(mine[version] ?? [], `${list} ${version}`).toEqual(expect.arrayContaining([...names]))
					}
				}
				expect(beyond).toEqual(
					Object.fromEntries(Object.entries(oursOnly).map(([key, list]) => [key, list.toSorted()])),
				)
				expect(ours.connections).toBeLessThanOrEqual(connectionsMax)
				expect(ours.problems).toEqual([])
			},
			60_000,
		)
	}
})

describe.skipIf(!hasNginx || !hasOpenssl)("a scan beside openssl s_client", () => {
	it("lists the suites that s_client agrees on, one handshake each, and no other", async () => {
		const port = await portOf(startScannedNginx(files(), "modern"))
		const { cipherSuites } = await scanForeign(port, files())
		const known = (await outputOf("openssl", ["ciphers", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]))
			.trim()
			.split(":")
		const candidates = cipherSuiteTable.filter(
			([, name, openssl]) => openssl !== undefined && known.includes(openssl) && name.includes("_WITH_"),
		)
		const agreed: string[] = []
		for (const [code, name] of candidates) {
			const cipher = `${opensslCipherName(code)}:@SECLEVEL=0`
			if ((await askClient(port, "1.2", ["-cipher", cipher])).isAgreed) agreed.push(name)
		}
		expect(candidates.length).toBeGreaterThan(100)
		expect(cipherSuites["1.2"]?.names.toSorted()).toEqual(agreed.toSorted())
	}, 120_000)

	it.each(["modern", "everything"] as const)(
		"lists groups, schemes, versions and ALPN of nginx (%s) as s_client gets them",
		async (set) => {
			const port = await portOf(startScannedNginx(files(), set))
			const scan = await scanForeign(port, files())
			for (const group of [
				"x25519",
				"x448",
				"secp256r1",
				"secp384r1",
				"secp521r1",
				"brainpoolP256r1",
				"secp256k1",
			]) {
				// With the certificate's own curve beside it: OpenSSL refuses without.
				const offered = [...new Set([clientGroup(group), "P-256"])].join(":")
				const options = ["-groups", offered, "-cipher", "ECDHE:@SECLEVEL=0"]
				const { temporaryKey } = await askClient(port, "1.2", options)
				const printed = group === "secp256r1" ? "prime256v1" : group
				const isUsed = [clientGroup(group), printed].some((each) => temporaryKey.includes(each))
				expect([group, scan.groups["1.2"]?.names.includes(group)]).toEqual([group, isUsed])
			}
			for (const scheme of [
				...allEcdsa,
				"rsa_pss_rsae_sha256",
				"rsa_pss_rsae_sha512",
				"rsa_pkcs1_sha1",
				"rsa_pkcs1_sha256",
				"ed25519",
			]) {
				const cipher = scheme.startsWith("rsa")
					? "ECDHE-RSA-AES128-GCM-SHA256"
					: "ECDHE-ECDSA-AES128-GCM-SHA256"
				const options = ["-sigalgs", clientScheme(scheme), "-cipher", `${cipher}:@SECLEVEL=0`]
				const { isAgreed } = await askClient(port, "1.2", options)
				expect([scheme, scan.signatureSchemes["1.2"]?.names.includes(scheme)]).toEqual([scheme, isAgreed])
			}
			for (const version of ["1.0", "1.1", "1.2", "1.3"] as const) {
				const { isAgreed } = await askClient(port, version)
				expect([version, scan.versions[version].answer]).toEqual([version, isAgreed ? "accepted" : "refused"])
			}
			for (const { offer, selected } of scan.alpn.filter(
				({ offer: each }) => each === "h2" || each === "http/1.1",
			)) {
				expect((await askClient(port, "1.3", ["-alpn", offer])).alpn).toBe(selected)
			}
		},
		120_000,
	)
})
