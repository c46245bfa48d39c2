import type { AttemptObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { operatorFix } from "../client-fixes.ts"
import { describeSpan, expiryOutlook } from "../expiry.ts"
import { shellPath } from "../quote.ts"
import { leafOf } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

/** Agents renew at half of the lifetime, SPIRE within a tenth of it; two thirds are past every plan. */
const lateShare = 2 / 3
/** Longer lives than this are no SVIDs of an agent: infrastructure that renews late by design. Milliseconds. */
const shortLifeMs = 7 * 86_400_000

export const svidStale: Rule = {
	id: "svid-stale",
	title: "An X.509-SVID was not renewed at half of its life.",
	severity: "warning",
	blame: "identity-provider",
	judge,
	prose: {
		seen: [
			{ stack: "operator", line: "the SVID of the server has been the same for fifty minutes of its hour" },
			{ stack: "SPIRE agent", line: "Failed to renew X509-SVID" },
			{ stack: "go-spiffe", line: "x509svid: … certificate has expired or is not yet valid" },
		],
		means:
			"Agents renew SVIDs at half of their life and push them over a stream that stays open. One that is older shows that the stream broke, that the agent is cut off from its server, or that the program loaded the SVID once and keeps it. It works until the SVID ends, and then fails everywhere at once.",
		confirm:
			"Ask the Workload API of that workload: when it has a newer SVID, the program does not take it up.",
		prevent:
			"Take the SVID from the library's source at each handshake (X509Source in Go and Java), never from a copy, and watch the share of its life that is used.",
	},
	fixes: (context) => [
		operatorFix(
			"See whether the agent has a newer SVID, and whether it is healthy.",
			`spire-agent api fetch x509 -socketPath ${shellPath(context.spiffeSocket.replace(/^unix:(\/\/)?/, ""))}\nspire-agent healthcheck -socketPath ${shellPath(context.spiffeSocket.replace(/^unix:(\/\/)?/, ""))}`,
		),
		...serverFixes(context, "reload", "Let the server take up each new SVID by itself."),
	],
	citation: [
		{ text: "SPIFFE Workload API", section: "5.2" },
		{ text: "SPIFFE X.509-SVID", section: "1" },
	],
}

function judge(facts: RunFacts): readonly Judgement[] {
	const { focus, at, voice } = facts
	const lane = focus.find(({ posture }) => posture === "spiffe") ?? focus[0]
	if (lane === undefined) return []
	const peer = lateSvid(leafOf(lane), at)
	const own = lane.own.source === "workload-api" ? lateSvid(lane.own.certificate, at) : undefined
	return [
		...(peer === undefined
			? []
			: [
					judgement(lane, peer, {
						whose: "The server's SVID",
						verdict: "Its SVID was not renewed at half of its life.",
						blame: "server",
					}),
				]),
		...(own === undefined
			? []
			: [
					judgement(lane, own, {
						whose: `${voice.Our} SVID`,
						verdict: `${voice.Your} SVID was not renewed at half of its life.`,
						blame: "identity-provider",
					}),
				]),
	]
}

interface Late {
	readonly certificate: CertificateDescription
	readonly share: number
	readonly leftMs: number
}

/** Undefined for what is no SVID, is young enough, has ended, or is so near its end that the expiry rules speak. */
function lateSvid(certificate: CertificateDescription | undefined, at: number): Late | undefined {
	if (certificate === undefined || !certificate.sans.uri.some((uri) => uri.startsWith("spiffe://")))
		return undefined
	const begins = Date.parse(certificate.notBefore)
	const ends = Date.parse(certificate.notAfter)
	const life = ends - begins
	const share = (at - begins) / life
	if (!(life > 0) || life > shortLifeMs || share < lateShare || at >= ends) return undefined
	return expiryOutlook(certificate, at) === undefined ? { certificate, share, leftMs: ends - at } : undefined
}

function judgement(
	lane: AttemptObservation,
	{ certificate, share, leftMs }: Late,
	words: { readonly whose: string; readonly verdict: string; readonly blame: "server" | "identity-provider" },
): Judgement {
	const percent = Math.floor(share * 100)
	return {
		blame: words.blame,
		title: `${words.whose} has used ${percent} % of its life and was not renewed.`,
		detail: `It is valid from ${certificate.notBefore} to ${certificate.notAfter}; agents renew at half. It still works for ${describeSpan(leftMs)}.`,
		evidence: [
			{ text: `Serial ${certificate.serial}, not after ${certificate.notAfter}.`, posture: lane.posture },
		],
		postures: [lane.posture],
		verdict: words.verdict,
		advice: "See whether the agent has a newer SVID, and why it is not used.",
	}
}
