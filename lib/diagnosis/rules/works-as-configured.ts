import type { AttemptObservation, PostureName } from "#probe/observation"
import { clientFixes } from "../client-fixes.ts"
import { isAccepted } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

const words = {
	plaintext: "plaintext",
	tls: "TLS",
	"tls-unverified": "TLS, not verified",
	mtls: "mutual TLS",
	external: "mutual TLS with provisioned files",
	spiffe: "SPIFFE mutual TLS",
} as const satisfies Record<PostureName, string>

export const worksAsConfigured: Rule = {
	id: "works-as-configured",
	title: "The connection works as configured.",
	severity: "ok",
	blame: "unknown",
	judge,
	prose: {
		seen: [{ stack: "any client", line: "the call is answered" }],
		means:
			"The lane that the settings mean reached the RPC, and the server answered it with a gRPC status. Everything that this mode is meant to protect was in place.",
		confirm: "The configured lane is accepted and its chain holds.",
		prevent: "Keep it so: watch expiry, and test from time to time that what must be refused is refused.",
	},
	fixes: (context) => clientFixes(context, "The same connection from your client."),
	citation: [{ text: "gRPC status codes", section: "Status codes and their use" }],
}

function judge({ configured, earlier, voice }: RunFacts): readonly Judgement[] {
	if (configured === undefined || !isAccepted(configured)) return []
	const { captured } = configured
	if (captured !== undefined && configured.outcome.code === "SEALED") return []
	const isTroubled = earlier.some(
		({ severity, postures }) =>
			severity === "error" || (severity === "warning" && postures.includes(configured.posture)),
	)
	if (isTroubled) return []
	const answer = captured === undefined ? answerWords(configured) : configured.outcome.text
	return [
		{
			title: `${captured === undefined ? "The configured mode" : "The connection"} works: ${words[configured.posture]}.`,
			detail: `${answer}${limitsOf(configured)}`,
			evidence: [{ text: configured.outcome.text, posture: configured.posture }],
			postures: [configured.posture],
			verdict:
				captured === undefined
					? `${voice.Settings("work", "works")}${peerWords(configured)}.`
					: `The client got through. ${configured.outcome.text}`,
			...(limitsOf(configured) === "" ? {} : { advice: limitsOf(configured).trim() }),
		},
	]
}

function answerWords({ rpc, tls }: AttemptObservation): string {
	const version = tls?.version === undefined ? "" : ` over TLS ${tls.version}`
	const serving = rpc?.serving === undefined ? "" : ` (${rpc.serving})`
	return `${rpc?.method ?? "The call"} was answered with ${rpc?.status ?? "a status"}${serving}${version}.`
}

function peerWords({ peer, posture }: AttemptObservation): string {
	if (posture === "plaintext" || posture === "tls-unverified" || peer === undefined || peer.kind === "none")
		return ""
	return `, and it proved to be ${peer.identity}`
}

/** What this mode does not protect, said even when all is as configured. */
function limitsOf({ posture, verification }: AttemptObservation): string {
	if (posture === "plaintext") return " Nothing is encrypted and nobody proved who they are."
	if (posture !== "tls-unverified") return ""
	const would = verification?.verdict === "accepted" ? " Verification would have succeeded: turn it on." : ""
	return ` The connection is encrypted, but the server's identity is not verified.${would}`
}
