import type { Report } from "#report/report"
import { runCli } from "../run-cli.ts"
import { recordingIo } from "../testing/recording-io.ts"
import type { ForeignFiles } from "./identities.ts"

/** What proof of refusal came to: posture to what came of it, and the errors that were found. */
export interface ForeignTable {
	/** `refused unknown_ca` where an alert decided, `refused` where the connection ended without one. */
	readonly rows: Readonly<Record<string, string>>
	readonly errors: readonly string[]
}

/** Runs `countersign check --enforce --json` with the known client certificate, postures that were not tried left out. */
export async function enforceForeign(
	port: number,
	mode: "mtls" | "tls",
	files: ForeignFiles,
): Promise<ForeignTable> {
	const io = recordingIo()
	const identity = mode === "tls" ? [] : ["--cert", files.clientCert, "--key", files.clientKey]
	const words = ["--json", "--enforce", "--timeout", "3s", "--mode", mode, "--ca", files.ca, ...identity]
	await runCli(["check", `grpcs://localhost:${port}`, ...words], io)
	const report: Report = JSON.parse(io.text())
	const tried = (report.enforcement ?? []).filter(({ actual }) => actual !== "skipped")
	return {
		rows: Object.fromEntries(
			tried.map(({ posture, actual, how }) => {
				const alert = /Alert (\w+)/.exec(how)?.[1]
				return [posture, alert === undefined ? actual : `${actual} ${alert}`]
			}),
		),
		errors: report.findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
	}
}
