import type { Report } from "#report/report"
import { runCli } from "../run-cli.ts"
import { recordingIo } from "../testing/recording-io.ts"
import type { ForeignFiles } from "./identities.ts"

type Scan = NonNullable<Report["scan"]>

/** Runs `countersign check --scan --json` against `localhost:port`. Throws where nothing was scanned. */
export async function scanForeign(port: number, files: ForeignFiles): Promise<Scan> {
	const io = recordingIo()
	await runCli(
		["check", `grpcs://localhost:${port}`, "--scan", "--json", "--timeout", "3s", "--ca", files.ca],
		io,
	)
	const report: Report = JSON.parse(io.text())
	if (report.scan === undefined) throw new Error("nothing was scanned")
	return report.scan
}

/** Names of each version, sorted, so that lists can be compared whatever their order. */
export function sortedNames(
	lists: Readonly<Partial<Record<string, { readonly names: readonly string[] }>>>,
): Readonly<Record<string, readonly string[]>> {
	return Object.fromEntries(
		Object.entries(lists).flatMap(([version, list]) =>
			list === undefined ? [] : [[version, list.names.toSorted()]],
		),
	)
}
