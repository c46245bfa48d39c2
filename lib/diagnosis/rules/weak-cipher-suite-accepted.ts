import type { ScanVersion } from "#tls/scan"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const weakCipherSuiteAccepted: Rule = {
	id: "weak-cipher-suite-accepted",
	title: "The server takes cipher suites that protect little or nothing.",
	severity: "warning",
	blame: "server",
	judge,
	prose: {
		seen: [
			{ stack: "any client", line: "no error: clients of today prefer something better" },
			{ stack: "nginx", line: "ssl_ciphers ALL:@SECLEVEL=0" },
			{ stack: "sslscan", line: "Accepted  TLSv1.2  112 bits  DES-CBC3-SHA" },
		],
		means:
			"Suites without encryption, without a certificate, with export keys, RC4, DES or 3DES are still on. HTTP/2 forbids them all; an old or tampered client may end up with one.",
		confirm: "Offer these suites alone: the server answers with a ServerHello.",
		prevent: "Name the suites that are wanted, ECDHE with AES-GCM or ChaCha20, instead of taking some away.",
	},
	fixes: (context) =>
		serverFixes(
			context,
			"cipher-suites",
			"Take suites with forward secrecy and authenticated encryption alone.",
		),
	citation: [
		{ text: "RFC 9325", section: "4.1" },
		{ text: "RFC 9113", section: "9.2.2 and A" },
		{ text: "RFC 7465" },
	],
}

/** What makes a suite weak, by its IANA name, worst first. */
const weaknesses: readonly (readonly [pattern: RegExp, what: string])[] = [
	[/_anon_/, "no certificate"],
	[/_WITH_NULL_|^TLS_SHA\d/, "no encryption"],
	[/EXPORT|DES40|RC2_CBC_40|RC4_40/, "export keys"],
	[/RC4/, "RC4"],
	[/_DES_CBC/, "DES"],
	[/3DES/, "3DES"],
	[/IDEA|RC2/, "blocks of 64 bits"],
	[/_MD5$/, "MD5"],
]
const versions: readonly ScanVersion[] = ["1.3", "1.2", "1.1", "1.0"]

function judge({ run }: RunFacts): readonly Judgement[] {
	const { scan } = run
	if (scan === undefined) return []
	const weak = versions.flatMap((version) =>
		(scan.cipherSuites[version]?.names ?? []).flatMap((name) => {
			const what = weaknesses.find(([pattern]) => pattern.test(name))?.[1]
			return what === undefined ? [] : [{ version, name, what }]
		}),
	)
	if (weak.length === 0) return []
	const kinds = weaknesses.map(([, what]) => what).filter((what) => weak.some((each) => each.what === what))
	return [
		{
			title: `The server takes cipher suites with ${kinds.join(", ")}.`,
			detail:
				"Clients of today choose better ones by themselves. HTTP/2 forbids all of these, so no gRPC client needs them.",
			evidence: versions.flatMap((version) => {
				const names = weak.filter((each) => each.version === version).map((each) => each.name)
				const more = names.length > 4 ? ` and ${names.length - 4} more` : ""
				return names.length === 0 ? [] : [{ text: `TLS ${version}: ${names.slice(0, 4).join(", ")}${more}` }]
			}),
			postures: [],
			verdict: "It takes cipher suites that protect little or nothing.",
			advice: "Name the suites that are wanted at the server: ECDHE with AES-GCM or ChaCha20.",
		},
	]
}
