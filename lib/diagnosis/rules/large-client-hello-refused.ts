import { serverFix } from "../client-fixes.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

export const largeClientHelloRefused: Rule = {
	id: "large-client-hello-refused",
	title: "A ClientHello of more than one TCP segment gets no answer.",
	severity: "warning",
	blame: "network",
	judge,
	prose: {
		seen: [
			{ stack: "Go 1.24", line: "read: connection reset by peer" },
			{ stack: "Chrome", line: "ERR_CONNECTION_RESET" },
			{ stack: "Java", line: "Remote host terminated the handshake" },
			{ stack: "any client", line: "the handshake hangs, only with newer versions of the same library" },
		],
		means:
			"Clients of today send a post-quantum key share with the first message, which then needs two TCP segments. A server, load balancer or inspection box on the way reads only the first segment and drops the rest.",
		confirm:
			"Send the same hello with and without the share of X25519MLKEM768: only the small one is answered. `openssl s_client -groups X25519` works where the default does not.",
		prevent: "Keep load balancers and inspection boxes up to date, and test them with a split ClientHello.",
	},
	fixes: () => [
		serverFix(
			"Update the load balancer or inspection box in front of the server, or take it out of the path.",
		),
		serverFix(
			"Until then, keep Go clients from sending the large share.",
			"GODEBUG=tlsmlkem=0 ./client   # or config.CurvePreferences = []tls.CurveID{tls.X25519, tls.CurveP256}",
		),
		serverFix(
			"Until then, in a client on OpenSSL 3.5:",
			"Groups = X25519:P-256   # openssl.cnf, [system_default_sect]",
		),
	],
	citation: [
		{ text: "RFC 8446", section: "4.1.2 and 5.1" },
		{ text: "draft-ietf-tls-ecdhe-mlkem", section: "4.1" },
	],
}

/** Only what a small hello of the same content proves: a server that answers neither says nothing about size. */
function judge({ run }: RunFacts): readonly Judgement[] {
	const { largeClientHello: large, smallClientHello: small } = run.scan ?? {}
	if (large === undefined || large.answer === "accepted" || small?.answer !== "accepted") return []
	const isCertain = large.answer === "refused"
	return [
		{
			title: isCertain
				? "A ClientHello of two TCP segments is refused; the same hello in one segment is answered."
				: "A ClientHello of two TCP segments gets no answer; the same hello in one segment does.",
			detail:
				"Clients that send a post-quantum key share (Go since 1.24, OpenSSL since 3.5, Chrome) send such hellos. The server or something on the way cannot put the two segments together.",
			evidence: [{ text: `Large: ${large.how}` }, { text: `Small: ${small.how}` }],
			postures: [],
			verdict: "It breaks on the large ClientHello of newer clients.",
			advice:
				"Update what ends or inspects TLS on the way, or keep clients from sending the post-quantum share until then.",
		},
	]
}
