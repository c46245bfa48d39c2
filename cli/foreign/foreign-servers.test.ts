import { rm } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { plaintextGrpc } from "#lab/servers/grpc-server"
import type { Report } from "#report/report"
import { runCli } from "../run-cli.ts"
import { recordingIo } from "../testing/recording-io.ts"
import { buildGoServer, startGoServer } from "./go-server.ts"
import { type ForeignFiles, makeForeignFiles } from "./identities.ts"
import { startNginx } from "./nginx.ts"
import { type ForeignProcess, freePort, isInstalled, startForeign } from "./process.ts"

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

function kept(server: ForeignProcess): ForeignProcess {
	running.push(server)
	return server
}

/** What a check of `localhost:port` says, with the client certificate or without it. */
async function seen(port: number, brings: "nothing" | "ca" | "certificate") {
	const pair = brings === "certificate" ? ["--cert", files().clientCert, "--key", files().clientKey] : []
	const trust = brings === "nothing" ? [] : ["--ca", files().ca]
	const io = recordingIo()
	const scheme = brings === "nothing" ? "grpc" : "grpcs"
	await runCli(["check", `${scheme}://localhost:${port}`, "--json", "--timeout", "2s", ...trust, ...pair], io)
	const report: Report = JSON.parse(io.text())
	const lane = report.attempts.find((attempt) => attempt.configured)
	return {
		mode: report.server.mode,
		clientAuth: report.server.clientAuth,
		tls: lane?.tls?.version ?? null,
		outcome: lane?.outcome.kind,
		rule: report.findings[0]?.rule,
		how: lane?.outcome.alert ?? lane?.outcome.code ?? lane?.rpc?.status,
	}
}

const hasNginx = isInstalled("nginx", ["-v"])
const hasOpenssl = isInstalled("openssl", ["version"])
const wantsGo = process.env.COUNTERSIGN_FOREIGN === "1"
const hasGo = wantsGo && isInstalled("go", ["version"])

describe.skipIf(!hasNginx)(`nginx${hasNginx ? "" : " (skipped: nginx is not installed)"}`, () => {
	const start = async (verify: "off" | "on") => {
		const grpc = await plaintextGrpc({ port: 0 })
		running.push({ stop: grpc.close })
		return kept(await startNginx(files(), grpc.port, verify))
	}

	it("without ssl_verify_client is a healthy TLS server", async () => {
		const { port } = await start("off")
		expect(await seen(port, "ca")).toEqual({
			mode: "tls",
			clientAuth: "none",
			tls: "1.3",
			outcome: "accepted",
			rule: "works-as-configured",
			how: "OK",
		})
	})

	it("with ssl_verify_client requires a certificate, although the handshake succeeds without one", async () => {
		const { port } = await start("on")
		expect(await seen(port, "ca")).toEqual({
			mode: "mtls",
			clientAuth: "required",
			tls: "1.3",
			outcome: "refused",
			rule: "client-cert-required",
			how: "HTTP_400",
		})
		expect(await seen(port, "certificate")).toEqual({
			mode: "mtls",
			clientAuth: "required",
			tls: "1.3",
			outcome: "accepted",
			rule: "works-as-configured",
			how: "OK",
		})
	})
})

describe.skipIf(!hasOpenssl)(
	`openssl s_server${hasOpenssl ? "" : " (skipped: openssl is not installed)"}`,
	() => {
		const start = async (...more: string[]) => {
			const port = await freePort()
			const { serverCert, serverKey, ca, folder } = files()
			const args = [
				"s_server",
				"-accept",
				`127.0.0.1:${port}`,
				"-cert",
				serverCert,
				"-key",
				serverKey,
				"-CAfile",
				ca,
				"-alpn",
				"h2",
				"-quiet",
				...more,
			]
			return kept(await startForeign("openssl", args, port, folder))
		}

		it.each([
			["1.3", "-tls1_3"],
			["1.2", "-tls1_2"],
		])("over TLS %s is reached and trusted, and then says nothing that is HTTP/2", async (version, flag) => {
			const { port } = await start(flag)
			expect(await seen(port, "ca")).toMatchObject({ tls: version, outcome: "failed", clientAuth: "none" })
		})

		it.each([
			["1.3", "-tls1_3", "certificate_required"],
			["1.2", "-tls1_2", "handshake_failure"],
		])("with -Verify over TLS %s refuses a client without a certificate", async (version, flag, alert) => {
			const { port } = await start(flag, "-Verify", "2")
			expect(await seen(port, "ca")).toEqual({
				mode: "mtls",
				clientAuth: "required",
				tls: version,
				outcome: "refused",
				rule: "client-cert-required",
				how: alert,
			})
		})
	},
)

describe.skipIf(!hasGo)(
	`grpc-go${hasGo ? "" : " (skipped: needs Go and COUNTERSIGN_FOREIGN=1, because it fetches modules)"}`,
	() => {
		let path = ""
		beforeAll(async () => {
			const built = await buildGoServer(files())
			if ("reason" in built) throw new Error(built.reason)
			path = built.path
		}, 300_000)

		it("in plaintext answers in the clear", async () => {
			const { port } = kept(await startGoServer(path, "plaintext", files()))
			expect(await seen(port, "nothing")).toEqual({
				mode: "none",
				clientAuth: "none",
				tls: null,
				outcome: "accepted",
				rule: "works-as-configured",
				how: "OK",
			})
		})

		it("with TLS is healthy, and closes on plaintext without a byte", async () => {
			const { port } = kept(await startGoServer(path, "tls", files()))
			expect(await seen(port, "ca")).toEqual({
				mode: "tls",
				clientAuth: "none",
				tls: "1.3",
				outcome: "accepted",
				rule: "works-as-configured",
				how: "OK",
			})
			expect(await seen(port, "nothing")).toMatchObject({
				mode: "tls",
				outcome: "refused",
				rule: "plaintext-client-to-tls-server",
				how: "CLOSED",
			})
		})

		it("with RequireAndVerifyClientCert refuses after the handshake, and lets the right certificate in", async () => {
			const { port } = kept(await startGoServer(path, "mtls", files()))
			expect(await seen(port, "ca")).toEqual({
				mode: "mtls",
				clientAuth: "required",
				tls: "1.3",
				outcome: "refused",
				rule: "client-cert-required",
				how: "certificate_required",
			})
			expect(await seen(port, "certificate")).toEqual({
				mode: "mtls",
				clientAuth: "required",
				tls: "1.3",
				outcome: "accepted",
				rule: "works-as-configured",
				how: "OK",
			})
		})
	},
)
