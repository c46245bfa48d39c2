import type { Report } from "#report/report"
import { runCli } from "../run-cli.ts"
import { recordingIo } from "../testing/recording-io.ts"
import type { ForeignFiles } from "./identities.ts"

/** What the client brings: plaintext settings, the CA alone, or the CA and a client certificate, known or unknown. */
export type Brings = "plaintext" | "ca" | "certificate" | "stranger"

/**
 * What a check of `localhost:port` said: mode and client authentication of the server, TLS version and outcome of the
 * configured lane (`refused quiet certificate_required`: kind, phase, what decided it), the first finding.
 */
export type Seen = readonly [server: string, tls: string | null, outcome: string, rule: string | undefined]

/** Runs `countersign check --json` with a deadline of two seconds a lane. */
export async function checkForeign(port: number, brings: Brings, files: ForeignFiles): Promise<Seen> {
	const identities = {
		plaintext: [],
		ca: [],
		certificate: ["--cert", files.clientCert, "--key", files.clientKey],
		stranger: ["--cert", files.strangerCert, "--key", files.strangerKey],
	} as const satisfies Record<Brings, readonly string[]>
	const io = recordingIo()
	const scheme = brings === "plaintext" ? "grpc" : "grpcs"
	const trust = brings === "plaintext" ? [] : ["--ca", files.ca]
	const words = ["--json", "--timeout", "2s", ...trust, ...identities[brings]]
	await runCli(["check", `${scheme}://localhost:${port}`, ...words], io)
	const report: Report = JSON.parse(io.text())
	const lane = report.attempts.find((attempt) => attempt.configured)
	const how = lane?.outcome.alert ?? lane?.outcome.code ?? lane?.rpc?.serving
	return [
		`${report.server.mode} ${report.server.clientAuth}`,
		lane?.tls?.version ?? null,
		`${lane?.outcome.kind} ${lane?.outcome.phase} ${how}`,
		report.findings[0]?.rule,
	]
}
