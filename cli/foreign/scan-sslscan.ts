import { execFile } from "node:child_process"
import { cipherSuiteName } from "#tls/registry/cipher-suites"
import { groupName } from "#tls/registry/groups"
import { signatureSchemeName } from "#tls/registry/signature-schemes"

/** What sslscan found: names by IANA, sorted, for each version that has any. */
export interface SslscanResult {
	readonly versions: Readonly<Record<string, boolean>>
	readonly cipherSuites: Readonly<Record<string, readonly string[]>>
	readonly groups: Readonly<Record<string, readonly string[]>>
	readonly signatureSchemes: Readonly<Record<string, readonly string[]>>
}

const outputMax = 1_000_000
const limitMs = 60_000

/** Scans a port of this machine with sslscan, what it lists and we do alone. Rejects when it cannot be run. */
export async function runSslscan(port: number, options: readonly string[] = []): Promise<SslscanResult> {
	const quick = ["--no-heartbleed", "--no-renegotiation", "--no-compression", "--no-fallback"]
	const words = ["--xml=-", "--no-colour", "--show-sigs", ...quick, ...options, `localhost:${port}`]
	const xml = await outputOf("sslscan", words)
	const elements = [...xml.matchAll(/<(protocol|cipher|group|connection-signature-algorithm) ([^>]*)>/g)].map(
		([, name, attributes]) => ({ name, of: readAttributes(attributes ?? "") }),
	)
	const named = (name: string) => elements.filter((element) => element.name === name).map(({ of }) => of)
	const listed = (name: string, nameOf: (code: number) => string) => byVersion(named(name), nameOf)
	return {
		versions: Object.fromEntries(
			named("protocol")
				.filter((of) => of.get("type") === "tls")
				.map((of) => [of.get("version") ?? "", of.get("enabled") === "1"]),
		),
		cipherSuites: listed("cipher", cipherSuiteName),
		groups: listed("group", groupName),
		signatureSchemes: listed("connection-signature-algorithm", signatureSchemeName),
	}
}

function readAttributes(text: string): ReadonlyMap<string, string> {
	return new Map([...text.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]))
}

function byVersion(
	elements: readonly ReadonlyMap<string, string>[],
	nameOf: (code: number) => string,
): Readonly<Record<string, readonly string[]>> {
	const versions = new Map<string, string[]>()
	for (const of of elements) {
		const version = (of.get("sslversion") ?? "").replace("TLSv", "")
		const names = versions.get(version) ?? []
		versions.set(version, [...names, nameOf(Number(of.get("id")))])
	}
	return Object.fromEntries([...versions].map(([version, names]) => [version, names.toSorted()]))
}

/** Standard output of a program that may fail; rejects only when it cannot be started. */
export function outputOf(command: string, words: readonly string[], input = ""): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = execFile(
			command,
			[...words],
			{ timeout: limitMs, maxBuffer: outputMax, killSignal: "SIGKILL" },
			(error, stdout, stderr) => {
				if (error !== null && "code" in error && error.code === "ENOENT") reject(error)
				else resolve(`${stdout}\n${stderr}`)
			},
		)
		child.stdin?.end(input)
	})
}
