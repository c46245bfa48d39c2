import type { Blame, FixAudience, Severity } from "#diagnosis/finding"
import type { Report } from "./report.ts"

/** Severity as a word and as a mark; colour is never needed to tell them apart. */
export const severityWords = {
	error: { word: "error", mark: "✗" },
	warning: { word: "warning", mark: "!" },
	notice: { word: "notice", mark: "i" },
	ok: { word: "ok", mark: "✓" },
	unknown: { word: "unknown", mark: "?" },
} as const satisfies Record<Severity, { readonly word: string; readonly mark: string }>

/** Kind of a verdict as a word and as a mark. */
export const verdictWords = {
	ok: { word: "as configured", mark: "✓" },
	attention: { word: "needs attention", mark: "!" },
	broken: { word: "does not work", mark: "✗" },
	unknown: { word: "unknown", mark: "?" },
} as const satisfies Record<Report["verdict"]["kind"], { readonly word: string; readonly mark: string }>

/** Who has to act, in words. */
export const blameWords = {
	client: "the client's owner",
	server: "the server's owner",
	network: "whoever runs the network",
	proxy: "whoever runs the proxy",
	"identity-provider": "whoever issues the certificates",
	countersign: "Countersign",
	unknown: "not known",
} as const satisfies Record<Blame, string>

/** Who a fix is for, in words. */
export const audienceWords = {
	permguard: "Permguard",
	grpcurl: "grpcurl",
	go: "Go",
	node: "Node",
	python: "Python",
	java: "Java",
	rust: "Rust",
	dotnet: ".NET",
	server: "the server",
	operator: "whoever operates it",
} as const satisfies Record<FixAudience, string>

/** What the server does, as a row of facts. */
export function serverFacts(report: Report): readonly (readonly [string, string])[] {
	const { server } = report
	const lane = report.attempts.find((attempt) => attempt.tls?.version !== undefined)
	const facts: (readonly [string, string | undefined])[] = [
		["mode", server.mode],
		["client certificate", server.clientAuth],
		[
			"TLS",
			lane?.tls?.version === undefined
				? undefined
				: [lane.tls.version, lane.tls.cipherSuite, lane.tls.group].filter(Boolean).join(" · "),
		],
		["peer", report.attempts.find((attempt) => attempt.peer !== undefined)?.peer?.identity],
		[
			"accepts",
			authoritiesText(report.clientCertificate.asked?.certificateAuthorities ?? server.acceptableCas ?? []),
		],
		[
			"stack",
			server.stack === undefined
				? undefined
				: [server.stack, ...(server.stack.front === undefined ? [] : [server.stack.front])]
						.map(({ name, confidence }) => `${name} (${Math.round(confidence * 100)} %)`)
						.join(", behind "),
		],
		[
			"issuer",
			server.issuer === undefined
				? undefined
				: `${server.issuer.label} (${Math.round(server.issuer.confidence * 100)} %)`,
		],
		["renewal", server.issuer?.implies?.rotation],
		["CA file", server.issuer?.implies?.caFile],
		["lifetime", server.issuer?.unusual],
	]
	return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

function authoritiesText(names: readonly string[]): string | undefined {
	if (names.length === 0) return undefined
	const more = names.length - authoritiesMax
	const shown = names.slice(0, authoritiesMax).join(" · ")
	return more > 0 ? `${shown} and ${more} more` : shown
}

const authoritiesMax = 5

/** A duration as people read it: `0.42 ms`, `12 ms`, `5.0 s`. */
export function durationText(ms: number): string {
	if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`
	if (ms >= 10) return `${Math.round(ms)} ms`
	return `${ms.toFixed(ms >= 1 ? 1 : 2)} ms`
}
