import { execFile } from "node:child_process"
import { rm } from "node:fs/promises"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { createSecureContext } from "node:tls"
import { systemClock } from "#base/clock"
import { type ForeignFiles, makeForeignFiles } from "#cli/foreign/identities"
import { type ForeignProcess, isInstalled } from "#cli/foreign/process"
import { type ScannedNginx, startScannedNginx } from "#cli/foreign/scan-nginx"
import { runSslscan } from "#cli/foreign/scan-sslscan"
import { scanHellos } from "#tls/node/hello-scanner"
import type { ScanObservation } from "#tls/scan"
import { median } from "./rounds.ts"

const rounds = 7
const answerMs = 2_500

/** Full scans of one nginx on loopback beside sslscan, and s_client a handshake; testssl.sh once, as a note. */
export async function benchScans(): Promise<void> {
	console.log("\nScans of one nginx on 127.0.0.1")
	const missing = (["nginx", "sslscan", "openssl"] as const).filter(
		(name) => !isInstalled(name, [versionFlag(name)]),
	)
	if (missing.length > 0) {
		console.log(`skipped: ${missing.join(", ")} not installed`)
		return
	}
	const files = await makeForeignFiles()
	try {
		for (const set of ["modern", "everything"] as const) await benchOne(files, set)
	} finally {
		await rm(files.folder, { recursive: true, force: true })
	}
}

function versionFlag(name: "nginx" | "sslscan" | "openssl"): string {
	return name === "nginx" ? "-v" : name === "openssl" ? "version" : "--version"
}

/** One contender: what it took, how many connections the counting proxy saw, and what it found. */
interface Contender {
	readonly name: string
	readonly run: (port: number) => Promise<number>
}

async function benchOne(files: ForeignFiles, set: ScannedNginx): Promise<void> {
	const server = await startScannedNginx(files, set)
	try {
		console.log(`\nnginx, ${set}; median of ${rounds} interleaved rounds`)
		console.log("contender                  ms   to sslscan  connections  names found")
		await printRows(server)
		if (set === "modern") await noteTestssl(server.port)
	} finally {
		await server.stop()
	}
}

async function printRows(server: ForeignProcess): Promise<void> {
	const listed = /<cipher |<group |<connection-/g
	const contenders: readonly Contender[] = [
		{ name: "countersign scan", run: async (port) => namesOf(await scan(port)).length },
		{ name: baseline, run: async (port) => countIn(await sslscan(port, []), listed) },
		{ name: "sslscan, our lists alone", run: async (port) => countIn(await sslscan(port, quick), listed) },
		{
			name: "s_client, one handshake",
			run: async (port) => countIn(await runTool("openssl", clientWords(port)), /Cipher is TLS/g),
		},
	]
	const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
	const found = new Map<string, string>()
	for (const { run } of contenders) await run(server.port)
	for (const { name, run } of contenders) {
		const proxy = await countConnections(server.port)
		const names = await run(proxy.port)
		found.set(name, `${String(proxy.count()).padStart(11)}  ${names}`)
		await proxy.close()
	}
	for (let round = 0; round < rounds; round += 1) {
		for (const { name, run } of contenders) {
			const begun = performance.now()
			await run(server.port)
			times.get(name)?.push(performance.now() - begun)
		}
	}
	const base = median(times.get(baseline) ?? [])
	for (const [name, all] of times) {
		const ms = median(all)
		console.log(
			`${name.padEnd(24)} ${ms.toFixed(0).padStart(5)}  ${(ms / base).toFixed(2).padStart(10)}  ${found.get(name)}`,
		)
	}
	await printAgreement(server.port)
}

/** testssl.sh asks much more and takes most of a minute, so it runs once, for the questions that a scan asks too. */
async function noteTestssl(port: number): Promise<void> {
	const command = ["testssl", "testssl.sh"].find((name) => isInstalled(name, ["--version"]))
	if (command === undefined) {
		console.log("testssl.sh: skipped, not installed")
		return
	}
	const begun = performance.now()
	await runTool(command, ["--quiet", "--color", "0", "-p", "-e", "-f", "-S", `127.0.0.1:${port}`])
	console.log(`testssl.sh -p -e -f -S once ${((performance.now() - begun) / 1_000).toFixed(1)} s`)
}

const baseline = "sslscan, as it comes"
/** Nothing but versions, suites, groups and signature schemes. */
const quick = [
	"--show-sigs",
	"--no-heartbleed",
	"--no-renegotiation",
	"--no-compression",
	"--no-fallback",
	"--no-check-certificate",
]

function sslscan(port: number, options: readonly string[]): Promise<string> {
	return runTool("sslscan", ["--xml=-", "--no-colour", ...options, `127.0.0.1:${port}`])
}

function clientWords(port: number): readonly string[] {
	return ["s_client", "-connect", `127.0.0.1:${port}`, "-tls1_3"]
}

function runTool(command: string, words: readonly string[]): Promise<string> {
	return new Promise((resolve) => {
		const child = execFile(command, [...words], { maxBuffer: 4_000_000 }, (_error, stdout) => resolve(stdout))
		child.stdin?.end()
	})
}

function countIn(text: string, pattern: RegExp): number {
	return [...text.matchAll(pattern)].length
}

/** `1.3 x25519` and so on: every name of the lists that sslscan has too. */
function namesOf({ cipherSuites, groups, signatureSchemes }: ScanObservation): readonly string[] {
	return [cipherSuites, groups, signatureSchemes].flatMap((lists) =>
		Object.entries(lists).flatMap(([version, { names }]) => names.map((name) => `${version} ${name}`)),
	)
}

/** How many of the names that sslscan lists a scan lists too. */
async function printAgreement(port: number): Promise<void> {
	const ours = new Set(namesOf(await scan(port)))
	const found = await runSslscan(port)
	const theirs = [found.cipherSuites, found.groups, found.signatureSchemes].flatMap((lists) =>
		Object.entries(lists).flatMap(([version, names]) => names.map((name) => `${version} ${name}`)),
	)
	const agreeing = theirs.filter((name) => ours.has(name)).length
	console.log(
		`of ${theirs.length} names that sslscan lists, the scan lists ${agreeing}, and ${ours.size - agreeing} more`,
	)
}

/** The whole scan, not its lists alone: ALPN, SNI, resumption, the large hello and what else it asks. */
function scan(port: number): Promise<ScanObservation> {
	return scanHellos({
		peerAddress: `127.0.0.1:${port}`,
		sni: "localhost",
		connect: () => open(port),
		contextFor: (version) => {
			const name = version === "1.2" ? "TLSv1.2" : "TLSv1.3"
			return createSecureContext({ minVersion: name, maxVersion: name })
		},
		signal: AbortSignal.timeout(30_000),
		clock: systemClock,
		onProgress: () => undefined,
		connectionsMax: 200,
		concurrency: 5,
		answerMs,
	})
}

function open(port: number): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect({ port, host: "127.0.0.1" })
		socket.once("error", reject)
		socket.once("connect", () => {
			socket.off("error", reject)
			resolve(socket)
		})
	})
}

/** A TCP proxy that counts what passes, so that every contender's connections are counted alike. */
async function countConnections(
	target: number,
): Promise<{ port: number; count: () => number; close: () => Promise<void> }> {
	let count = 0
	const sockets = new Set<Socket>()
	const server = createServer((socket) => {
		count += 1
		const onward = connect({ port: target, host: "127.0.0.1" })
		for (const [one, other] of [
			[socket, onward],
			[onward, socket],
		] as const) {
			sockets.add(one)
			one.on("error", () => other.destroy())
			one.once("close", () => other.destroy())
			one.pipe(other)
		}
	})
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
	const address: AddressInfo | string | null = server.address()
	return {
		port: typeof address === "object" && address !== null ? address.port : 0,
		count: () => count,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve())
				for (const socket of sockets) socket.destroy()
			}),
	}
}
