import { rm } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { plaintextGrpc } from "#lab/servers/grpc-server"
import { enforceForeign, type ForeignTable } from "./enforce-foreign.ts"
import { buildGoServer, type GoMode, startGoServer } from "./go-server.ts"
import { type ForeignFiles, makeForeignFiles } from "./identities.ts"
import { type NginxSetUp, startNginx } from "./nginx.ts"
import { startOpenssl } from "./openssl.ts"
import { type ForeignProcess, isInstalled } from "./process.ts"
import { installPythonGrpc, type PythonMode, startPythonServer } from "./python-server.ts"

let made: ForeignFiles | undefined
const running: { stop: () => Promise<void> }[] = []

beforeAll(async () => {
	made = await makeForeignFiles()
})

afterAll(async () => {
	await Promise.all(running.map((server) => server.stop()))
	if (made !== undefined) await rm(made.folder, { recursive: true, force: true })
})

function files(): ForeignFiles {
	if (made === undefined) throw new Error("the certificates were not made")
	return made
}

async function tableOf(
	started: Promise<ForeignProcess>,
	mode: "mtls" | "tls" = "mtls",
): Promise<ForeignTable> {
	const server = await started
	running.push(server)
	return enforceForeign(server.port, mode, files())
}

const mayDownload = process.env.COUNTERSIGN_FOREIGN === "1"
const hasNginx = isInstalled("nginx", ["-v"])
const hasOpenssl = isInstalled("openssl", ["version"])
const hasGo = mayDownload && isInstalled("go", ["version"])
const hasGrpcio = isInstalled("python3", ["-c", "import grpc, grpc_health"])
const hasPython = hasGrpcio || (mayDownload && isInstalled("python3", ["-m", "pip", "--version"]))

type Rows = Readonly<Record<string, string>>

const withCertificate = ["self-signed", "foreign-ca", "same-name-ca", "expired", "not-yet-valid", "wrong-eku"]
/** The same for every posture that brings a certificate. */
const all = (what: string): Rows => Object.fromEntries(withCertificate.map((posture) => [posture, what]))
const certificateRefused: Rows = { "no-certificate": "refused", ...all("refused") }
const noneRequired = "accepts-no-client-certificate"
const anyTaken = "accepts-any-client-certificate"

describe.skipIf(!hasNginx)(`nginx${hasNginx ? "" : " (skipped: nginx is not installed)"}`, () => {
	const base: NginxSetUp = { listen: "ssl http2", verify: "off", protocols: "TLSv1.2 TLSv1.3" }
	const modern = {
		plaintext: "refused",
		"tls-1.0": "refused protocol_version",
		"tls-1.1": "refused protocol_version",
		// Without ALPN nginx speaks HTTP/1.1.
		"no-alpn": "transport-only",
	}
	const late = all("transport-only")
	const old = { protocols: "TLSv1 TLSv1.1 TLSv1.2", ciphers: "ALL:@SECLEVEL=0" }

	it.each<[Partial<NginxSetUp>, "mtls" | "tls", Rows, readonly string[]]>([
		[{ verify: "on" }, "mtls", { "no-certificate": "transport-only", ...late, ...modern }, []],
		[
			{ verify: "on" },
			"tls",
			{ "no-certificate": "transport-only", ...late, ...modern },
			["client-cert-required"],
		],
		[{ verify: "optional" }, "mtls", { "no-certificate": "let-in", ...late, ...modern }, [noneRequired]],
		[{ verify: "optional" }, "tls", { "no-certificate": "let-in", ...late, ...modern }, []],
		[{ verify: "off" }, "mtls", { "no-certificate": "let-in", ...modern }, [noneRequired]],
		[{ verify: "off" }, "tls", modern, []],
		[
			{ verify: "optional_no_ca" },
			"mtls",
			{
				"no-certificate": "let-in",
				...late,
				"self-signed": "let-in",
				"foreign-ca": "let-in",
				"same-name-ca": "let-in",
				...modern,
			},
			[noneRequired, anyTaken],
		],
		[old, "tls", { ...modern, "tls-1.0": "let-in", "tls-1.1": "let-in" }, ["old-tls-accepted"]],
		[
			{ ...old, verify: "on" },
			"mtls",
			{
				"no-certificate": "transport-only",
				...late,
				...modern,
				"tls-1.0": "transport-only",
				"tls-1.1": "transport-only",
			},
			["old-tls-accepted"],
		],
	])("%j, checked in mode %s", async (change, mode, rows, errors) => {
		const grpc = await plaintextGrpc({ port: 0 })
		running.push({ stop: grpc.close })
		const table = await tableOf(startNginx(files(), grpc.port, { ...base, ...change }), mode)
		expect(table.rows).toEqual(rows)
		expect(table.errors).toEqual(errors)
	})
})

describe.skipIf(!hasOpenssl)(
	`openssl s_server${hasOpenssl ? "" : " (skipped: openssl is not installed)"}`,
	() => {
		const noGrpc = "http1-proxy-or-wrong-protocol"
		const rest = {
			plaintext: "refused",
			"tls-1.0": "refused protocol_version",
			"tls-1.1": "refused protocol_version",
			"no-alpn": "let-in",
		}

		it.each<[string, Rows, readonly string[]]>([
			[
				"-tls1_3 -Verify 1 -verify_return_error",
				{ "no-certificate": "refused certificate_required", ...all("refused unknown_ca"), ...rest },
				[noGrpc],
			],
			[
				"-tls1_2 -Verify 1 -verify_return_error",
				{ "no-certificate": "refused handshake_failure", ...all("refused unknown_ca"), ...rest },
				[noGrpc],
			],
			[
				// Demands a certificate, and goes on whatever the verification says.
				"-tls1_3 -Verify 1",
				{ "no-certificate": "refused certificate_required", ...all("let-in"), ...rest },
				[noGrpc, anyTaken],
			],
		])("-alpn h2 -rev %s", async (options, rows, errors) => {
			const table = await tableOf(startOpenssl(files(), ["-alpn", "h2", "-rev", ...options.split(" ")]))
			expect(table.rows).toEqual(rows)
			expect(table.errors).toEqual(errors)
		})
	},
)

describe.skipIf(!hasGo)(
	`grpc-go${hasGo ? "" : " (skipped: needs Go and COUNTERSIGN_FOREIGN=1, because it fetches modules)"}`,
	() => {
		let path = ""
		beforeAll(async () => {
			path = await buildGoServer(files())
		}, 420_000)

		const rest = {
			...all("refused unknown_ca"),
			expired: "refused certificate_expired",
			"not-yet-valid": "refused certificate_expired",
			plaintext: "refused",
			"tls-1.0": "refused protocol_version",
			"tls-1.1": "refused protocol_version",
			"no-alpn": "refused",
		}

		it.each<[GoMode, Rows, readonly string[]]>([
			["mtls", { "no-certificate": "refused certificate_required", ...rest }, []],
			["mtls12", { "no-certificate": "refused handshake_failure", ...rest }, []],
			["optional", { "no-certificate": "let-in", ...rest }, [noneRequired]],
		])("%s", async (mode, rows, errors) => {
			const table = await tableOf(startGoServer(path, mode, files()))
			expect(table.rows).toEqual(rows)
			expect(table.errors).toEqual(errors)
		})
	},
)

describe.skipIf(!hasPython)(
	`grpcio${hasPython ? "" : " (skipped: needs grpcio, or Python with pip and COUNTERSIGN_FOREIGN=1)"}`,
	() => {
		let packages = ""
		beforeAll(async () => {
			packages = hasGrpcio ? "" : await installPythonGrpc(files())
		}, 240_000)

		// C-core sends no alert: it closes.
		const rest = { plaintext: "refused", "tls-1.0": "refused", "tls-1.1": "refused", "no-alpn": "refused" }

		it.each<[PythonMode, Rows, readonly string[]]>([
			["mtls", { ...certificateRefused, ...rest }, []],
			["ca-only", { "no-certificate": "let-in", ...rest }, [noneRequired]],
		])("%s", async (mode, rows, errors) => {
			const table = await tableOf(startPythonServer(packages, mode, files()))
			expect(table.rows).toEqual(rows)
			expect(table.errors).toEqual(errors)
		})
	},
)
