import { rm } from "node:fs/promises"
import { createSecureServer } from "node:http2"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { identityOptions, plaintextGrpc } from "#lab/servers/grpc-server"
import { listen } from "#lab/servers/listen"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
import type { Report } from "#report/report"
import { runCli } from "../run-cli.ts"
import { recordingIo } from "../testing/recording-io.ts"
import { buildConnectGoServer, type ConnectGoMode, startConnectGoServer } from "./connect-go-server.ts"
import { buildGoServer, type GoMode, startGoServer } from "./go-server.ts"
import { type ForeignFiles, makeForeignFiles } from "./identities.ts"
import { startNginx } from "./nginx.ts"
import { type ForeignProcess, isInstalled } from "./process.ts"
import { installPythonGrpc, startPythonServer } from "./python-server.ts"

/** What a scan said: the stack, who stands in front, and the verdicts on gRPC, gRPC-Web, Connect, CORS, HTTP/1.1. */
type Seen = readonly [stack: string | undefined, front: string | undefined, verdicts: string]

const order = ["gRPC", "gRPC-Web", "Connect", "browser (CORS)", "HTTP/1.1"] as const

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

async function scan(port: number, isPlaintext: boolean): Promise<Seen> {
	const io = recordingIo()
	const target = `${isPlaintext ? "grpc" : "grpcs"}://localhost:${port}`
	const trust = isPlaintext ? [] : ["--ca", files().ca]
	await runCli(["check", target, "--scan", "--json", "--timeout", "4s", ...trust], io)
	const report: Report = JSON.parse(io.text())
	const verdictOf = (protocol: string) =>
		report.protocols?.verdicts.find((each) => each.protocol === protocol)?.verdict ?? "none"
	const { stack } = report.server
	return [stack?.name, stack?.front?.name, order.map(verdictOf).join(" ")]
}

async function seenOf(started: Promise<ForeignProcess>, isPlaintext = false): Promise<Seen> {
	const server = await started
	running.push(server)
	return scan(server.port, isPlaintext)
}

const mayDownload = process.env.COUNTERSIGN_FOREIGN === "1"
const hasNginx = isInstalled("nginx", ["-v"])
const hasGo = mayDownload && isInstalled("go", ["version"])
const hasGrpcio = isInstalled("python3", ["-c", "import grpc, grpc_health"])
const hasPython = hasGrpcio || (mayDownload && isInstalled("python3", ["-m", "pip", "--version"]))
const whyNoGo = hasGo ? "" : " (skipped: needs Go and COUNTERSIGN_FOREIGN=1, because it fetches modules)"

describe("the stack of Node http2", () => {
	it("is named by its empty SETTINGS, and nothing is said of paths that are not there", async () => {
		const authority = await createAuthority({ commonName: "Stack CA" })
		const identity = await issueCertificate({ authority, subject: "CN=stack", dns: ["localhost"] })
		const server = createSecureServer(identityOptions(identity), (_asked, answer) => {
			answer.statusCode = 404
			answer.end()
		})
		const listening = await listen(server, { port: 0 })
		running.push({ stop: listening.close })
		expect(await scan(listening.port, false)).toEqual([
			"Node http2",
			undefined,
			"unknown unknown unknown no no",
		])
	})
})

describe.skipIf(!hasNginx)(
	`the stack behind nginx${hasNginx ? "" : " (skipped: nginx is not installed)"}`,
	() => {
		it.each(["ssl http2", "http2"] as const)("grpc-js behind %s", async (way) => {
			const grpc = await plaintextGrpc({ port: 0 })
			running.push({ stop: grpc.close })
			const setUp = { listen: way, verify: "off", protocols: "TLSv1.2 TLSv1.3" } as const
			const seen = await seenOf(startNginx(files(), grpc.port, setUp), way === "http2")
			const http1 = way === "http2" ? "no" : "yes"
			expect(seen).toEqual(["grpc-js", "nginx", `yes no no no ${http1}`])
		})

		it("nginx alone when nothing answers behind it", async () => {
			const setUp = { listen: "ssl http2", verify: "off", protocols: "TLSv1.3" } as const
			const seen = await seenOf(startNginx(files(), 1, setUp))
			expect(seen).toEqual(["nginx", undefined, "unknown unknown unknown unknown yes"])
		})
	},
)

describe.skipIf(!hasGo)(`the stack of Go programs${whyNoGo}`, () => {
	let grpc = ""
	let connect = ""
	beforeAll(async () => {
		grpc = await buildGoServer(files())
		connect = await buildConnectGoServer(files())
	}, 840_000)

	it.each<[GoMode]>([["plaintext"], ["tls"], ["tls12"], ["no-alpn"]])("grpc-go, %s", async (mode) => {
		const seen = await seenOf(startGoServer(grpc, mode, files()), mode === "plaintext")
		expect(seen).toEqual(["grpc-go", undefined, "yes no no no no"])
	})

	it.each<[ConnectGoMode, ...Seen]>([
		["connect", "connect-go", undefined, "yes yes yes no yes"],
		["connect-cors", "connect-go", undefined, "yes yes yes yes yes"],
		["grpc-handler", "grpc-go", undefined, "yes no no no yes"],
		["http", "Go net/http", undefined, "unknown unknown unknown no yes"],
		["cmux", "grpc-go", "cmux", "yes no no no yes"],
	])("%s", async (mode, ...expected) => {
		expect(await seenOf(startConnectGoServer(connect, mode, files()), mode === "cmux")).toEqual(expected)
	})
})

describe.skipIf(!hasPython)(
	`the stack of grpcio${hasPython ? "" : " (skipped: needs grpcio, or Python with pip and COUNTERSIGN_FOREIGN=1)"}`,
	() => {
		let packages = ""
		beforeAll(async () => {
			packages = hasGrpcio ? "" : await installPythonGrpc(files())
		}, 240_000)

		it.each(["plaintext", "tls"] as const)("C-core, %s", async (mode) => {
			const seen = await seenOf(startPythonServer(packages, mode, files()), mode === "plaintext")
			expect(seen).toEqual(["gRPC C-core", undefined, "yes no no no no"])
		})
	},
)
