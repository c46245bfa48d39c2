import { rm } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { plaintextGrpc } from "#lab/servers/grpc-server"
import { type Brings, checkForeign, type Seen } from "./check-foreign.ts"
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

async function seenOf(started: Promise<ForeignProcess>, brings: Brings): Promise<Seen> {
	const server = await started
	running.push(server)
	return checkForeign(server.port, brings, files())
}

const mayDownload = process.env.COUNTERSIGN_FOREIGN === "1"
const hasNginx = isInstalled("nginx", ["-v"])
const hasOpenssl = isInstalled("openssl", ["version"])
const hasGo = mayDownload && isInstalled("go", ["version"])
const hasGrpcio = isInstalled("python3", ["-c", "import grpc, grpc_health"])
const hasPython = hasGrpcio || (mayDownload && isInstalled("python3", ["-m", "pip", "--version"]))

/** A peer that closes while our bytes are on their way is seen to close or to reset, as the kernel has it. */
const closes = (phase: string) => expect.stringMatching(new RegExp(`^refused ${phase} (CLOSED|ECONNRESET)$`))
const healthy = ["accepted rpc SERVING", "works-as-configured"] as const
const plaintextToTls = [closes("http2"), "plaintext-client-to-tls-server"] as const
const tlsToPlaintext = ["failed tls NOT_TLS", "tls-client-to-plaintext-server"] as const

describe.skipIf(!hasNginx)(`nginx${hasNginx ? "" : " (skipped: nginx is not installed)"}`, () => {
	const base: NginxSetUp = { listen: "ssl http2", verify: "off", protocols: "TLSv1.2 TLSv1.3" }
	const old = { protocols: "TLSv1.2" }
	const required = ["refused rpc HTTP_400", "client-cert-required"] as const
	const untrusted = ["refused rpc HTTP_400", "client-cert-untrusted"] as const

	it.each<[string, Brings, Partial<NginxSetUp>, Seen]>([
		["without ssl_verify_client", "ca", {}, ["tls none", "1.3", ...healthy]],
		["without ssl_verify_client", "certificate", {}, ["tls none", "1.3", ...healthy]],
		[
			"without ssl_verify_client",
			"plaintext",
			{},
			["tls none", null, "refused http2 HTTP_400", plaintextToTls[1]],
		],
		["without ssl_verify_client, TLS 1.2", "ca", old, ["tls none", "1.2", ...healthy]],
		["with ssl_verify_client on", "ca", { verify: "on" }, ["mtls required", "1.3", ...required]],
		["with ssl_verify_client on", "certificate", { verify: "on" }, ["mtls required", "1.3", ...healthy]],
		["with ssl_verify_client on", "stranger", { verify: "on" }, ["mtls required", "1.3", ...untrusted]],
		[
			"with ssl_verify_client on, TLS 1.2",
			"ca",
			{ verify: "on", ...old },
			["mtls required", "1.2", ...required],
		],
		[
			"with ssl_verify_client on, TLS 1.2",
			"certificate",
			{ verify: "on", ...old },
			["mtls required", "1.2", ...healthy],
		],
		[
			"with ssl_verify_client optional",
			"ca",
			{ verify: "optional" },
			["tls requested", "1.3", healthy[0], "client-auth-optional"],
		],
		[
			"with ssl_verify_client optional",
			"stranger",
			{ verify: "optional" },
			["tls requested", "1.3", ...untrusted],
		],
		["in plaintext", "plaintext", { listen: "http2" }, ["none none", null, ...healthy]],
		["in plaintext", "ca", { listen: "http2" }, ["none none", null, ...tlsToPlaintext]],
		[
			"without http2",
			"ca",
			{ listen: "ssl" },
			["unknown unknown", null, "refused tls no_application_protocol", "alpn-missing-h2"],
		],
	])("%s, given %s", async (_, brings, change, expected) => {
		const grpc = await plaintextGrpc({ port: 0 })
		running.push({ stop: grpc.close })
		expect(await seenOf(startNginx(files(), grpc.port, { ...base, ...change }), brings)).toEqual(expected)
	})
})

describe.skipIf(!hasOpenssl)(
	`openssl s_server${hasOpenssl ? "" : " (skipped: openssl is not installed)"}`,
	() => {
		const wrong = ["failed http2 NOT_HTTP2", "http1-proxy-or-wrong-protocol"] as const
		const required = (how: string) => [`refused ${how}`, "client-cert-required"] as const
		const untrusted = (phase: string) => [`refused ${phase} unknown_ca`, "client-cert-untrusted"] as const

		it.each<[string, Brings, Seen]>([
			["-alpn h2 -rev -tls1_3", "ca", ["tls none", "1.3", ...wrong]],
			["-alpn h2 -rev -tls1_2", "ca", ["tls none", "1.2", ...wrong]],
			["-alpn h2 -rev -tls1_3", "plaintext", ["tls none", null, ...plaintextToTls]],
			["-rev -tls1_3", "ca", ["tls none", "1.3", ...wrong]],
			[
				"-alpn h2 -rev -tls1_3 -Verify 1",
				"ca",
				["mtls required", "1.3", ...required("quiet certificate_required")],
			],
			["-alpn h2 -rev -tls1_3 -Verify 1", "certificate", ["mtls required", "1.3", ...wrong]],
			[
				"-alpn h2 -rev -tls1_3 -Verify 1 -verify_return_error",
				"stranger",
				["mtls required", "1.3", ...untrusted("quiet")],
			],
			[
				"-alpn h2 -rev -tls1_2 -Verify 1",
				"ca",
				["mtls required", "1.2", ...required("tls handshake_failure")],
			],
			["-alpn h2 -rev -tls1_2 -Verify 1", "certificate", ["mtls required", "1.2", ...wrong]],
			[
				"-alpn h2 -rev -tls1_2 -Verify 1 -verify_return_error",
				"stranger",
				["mtls required", "1.2", ...untrusted("tls")],
			],
		])("%s, given %s", async (options, brings, expected) => {
			expect(await seenOf(startOpenssl(files(), options.split(" ")), brings)).toEqual(expected)
		})

		it.each(["-tls1_3", "-tls1_2"])(
			"-alpn h2 %s says nothing inside TLS, one connection at a time",
			async (flag) => {
				const seen = await seenOf(startOpenssl(files(), ["-alpn", "h2", "-quiet", flag]), "ca")
				expect([seen[0], seen[3]]).toEqual(["tls none", "timeout-or-blackhole"])
				// Which lane the server takes first decides whether the configured one gets past its handshake.
				expect(seen[2]).toMatch(/^failed (tls|http2) DEADLINE$/)
			},
		)
	},
)

describe.skipIf(!hasGo)(
	`grpc-go${hasGo ? "" : " (skipped: needs Go and COUNTERSIGN_FOREIGN=1, because it fetches modules)"}`,
	() => {
		let path = ""
		beforeAll(async () => {
			path = await buildGoServer(files())
		}, 420_000)

		it.each<[GoMode, Brings, Seen]>([
			["plaintext", "plaintext", ["none none", null, ...healthy]],
			["plaintext", "ca", ["none none", null, ...tlsToPlaintext]],
			["tls", "ca", ["tls none", "1.3", ...healthy]],
			["tls", "plaintext", ["tls none", null, ...plaintextToTls]],
			["tls12", "ca", ["tls none", "1.2", ...healthy]],
			["mtls", "ca", ["mtls required", "1.3", "refused quiet certificate_required", "client-cert-required"]],
			["mtls", "certificate", ["mtls required", "1.3", ...healthy]],
			["mtls", "stranger", ["mtls required", "1.3", "refused quiet unknown_ca", "client-cert-untrusted"]],
			["mtls12", "ca", ["mtls required", "1.2", "refused tls handshake_failure", "client-cert-required"]],
			["mtls12", "certificate", ["mtls required", "1.2", ...healthy]],
			["mtls12", "stranger", ["mtls required", "1.2", "refused tls unknown_ca", "client-cert-untrusted"]],
			["optional", "ca", ["tls requested", "1.3", healthy[0], "client-auth-optional"]],
			["optional", "stranger", ["tls requested", "1.3", "refused quiet unknown_ca", "client-cert-untrusted"]],
			["no-alpn", "ca", ["tls none", "1.3", healthy[0], "alpn-missing-h2"]],
		])("%s, given %s", async (mode, brings, expected) => {
			expect(await seenOf(startGoServer(path, mode, files()), brings)).toEqual(expected)
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

		it.each<[PythonMode, Brings, Seen]>([
			["plaintext", "plaintext", ["none none", null, ...healthy]],
			["plaintext", "ca", ["none none", null, ...tlsToPlaintext]],
			["tls", "ca", ["tls none", "1.3", ...healthy]],
			["tls", "plaintext", ["tls none", null, ...plaintextToTls]],
			["mtls", "ca", ["mtls required", "1.3", closes("quiet"), "client-cert-required"]],
			["mtls", "certificate", ["mtls required", "1.3", ...healthy]],
			["mtls", "stranger", ["mtls required", "1.3", closes("quiet"), "client-cert-untrusted"]],
			["ca-only", "ca", ["tls none", "1.3", ...healthy]],
		])("%s, given %s", async (mode, brings, expected) => {
			expect(await seenOf(startPythonServer(packages, mode, files()), brings)).toEqual(expected)
		})
	},
)
