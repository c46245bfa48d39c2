// `npm run bench`: handshakes per second side by side in one run, then a check of all modes of lab endpoints, and so on;
// `npm run bench -- --only issuing` runs one part.
import { fork } from "node:child_process"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { benchCaptures } from "./captures.ts"
import { benchChecks } from "./checks.ts"
import {
	clientContext,
	type Handshake,
	plainHandshake,
	tapOnlyHandshake,
	tappedHandshake,
} from "./handshakes.ts"
import { benchIssuing } from "./issuing.ts"
import { benchPaths } from "./paths.ts"
import { median, type Round, runRound } from "./rounds.ts"
import { benchScans } from "./scans.ts"

const { values } = parseArgs({
	options: { rounds: { type: "string" }, ms: { type: "string" }, only: { type: "string" } },
})
const rounds = Number(values.rounds ?? 7)
const ms = Number(values.ms ?? 1_500)
const contenders = {
	"tls.connect": plainHandshake,
	tap: tapOnlyHandshake,
	"tap + decode": tappedHandshake,
} as const satisfies Record<string, Handshake>

const parts = {
	handshakes: benchHandshakes,
	checks: benchChecks,
	captures: benchCaptures,
	scans: benchScans,
	paths: benchPaths,
	issuing: benchIssuing,
} as const satisfies Record<string, () => Promise<void> | void>
const { only } = values
if (only !== undefined && !Object.hasOwn(parts, only)) {
	console.error(`--only ${only} is unknown; write one of ${Object.keys(parts).join(", ")}`)
	process.exit(2)
}
for (const [name, part] of Object.entries(parts)) if (only === undefined || only === name) await part()

async function benchHandshakes(): Promise<void> {
	const server = fork(join(import.meta.dirname, "server.ts"), { stdio: ["ignore", "pipe", "inherit", "ipc"] })
	const ready = await new Promise<{ port: number; ca: string }>((resolve) => {
		server.stdout?.once("data", (line: Buffer) => resolve(JSON.parse(line.toString())))
	})
	const context = clientContext(ready.ca)
	console.log(
		`Full TLS 1.3 handshakes against one server process on 127.0.0.1, Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`,
	)
	console.log(
		`Median of ${rounds} interleaved rounds of ${ms} ms after a warm-up; ratio to tls.connect of the same round.\n`,
	)
	console.log("concurrency  contender      per second   ratio [min-max]      CPU µs each")
	for (const concurrency of [1, 16, 64]) {
		const seen = new Map<string, Round[]>(Object.keys(contenders).map((name) => [name, []]))
		for (const handshake of Object.values(contenders))
			await runRound(handshake, ready.port, context, concurrency, 500)
		for (let round = 0; round < rounds; round += 1) {
			for (const [name, handshake] of Object.entries(contenders)) {
				seen.get(name)?.push(await runRound(handshake, ready.port, context, concurrency, ms))
			}
		}
		printRows(concurrency, seen)
	}
	server.disconnect()
}

function printRows(concurrency: number, seen: ReadonlyMap<string, readonly Round[]>): void {
	const plain = seen.get("tls.connect") ?? []
	for (const [name, all] of seen) {
		const ratios = all.map((round, index) => round.perSecond / (plain[index]?.perSecond ?? Number.NaN))
		const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`
		console.log(
			[
				String(concurrency).padStart(11),
				name.padEnd(13),
				median(all.map((round) => round.perSecond))
					.toFixed(0)
					.padStart(10),
				`${median(ratios).toFixed(3)} [${range}]`.padStart(19),
				median(all.map((round) => round.cpuUs))
					.toFixed(0)
					.padStart(14),
			].join("  "),
		)
	}
}
