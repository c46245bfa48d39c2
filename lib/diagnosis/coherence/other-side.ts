import { fileReferences } from "./file-references.ts"
import type { Program, Side } from "./settings.ts"

/** Names of certificates that a program shows as a client of something else. */
const asClient = /client|upstream|outbound|postgres|mysql|mongo|redis|kafka|etcd|database|\bdb\b/i

/**
 * A server of whatever make that is given a certificate and its key by its settings. Which clients it demands a
 * certificate of cannot be told; undefined where there is no such pair, or nothing that checks the server's health.
 */
export function otherSide(program: Program): Side | undefined {
	if (program.probes.length === 0) return undefined
	const own = fileReferences(program).filter(
		({ setting }) => !asClient.test(setting.name.replaceAll("_", " ")),
	)
	const cert = own.find(({ is }) => is === "certificate")?.setting
	const key = own.find(({ is }) => is === "key")?.setting
	if (cert === undefined || key === undefined) return undefined
	return {
		role: "server",
		software: "other",
		label: `The server (${program.label})`,
		at: cert.at,
		mode: "tls",
		text: "It is given a certificate and its key, so it most likely speaks TLS. What it demands of clients is not said.",
		cert,
		key,
		endpoints: [],
		ports: program.ports.map(({ number }) => number),
		expectedIds: [],
		program,
	}
}
