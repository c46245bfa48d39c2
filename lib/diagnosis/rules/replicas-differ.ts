import type { AttemptObservation } from "#probe/observation"
import { operatorFix } from "../client-fixes.ts"
import type { Fix, Severity } from "../finding.ts"
import { type FixContext, fixContextOf } from "../fix-context.ts"
import { type AddressDifference, addressDifferences } from "../judge-addresses.ts"
import { shellWord } from "../quote.ts"
import { isAccepted } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

/** Addresses that the fixes name. */
const commandsMax = 3

export const replicasDiffer: Rule = {
	id: "replicas-differ",
	title: "The addresses of this name do not answer alike.",
	severity: "warning",
	blame: "server",
	judge,
	prose: {
		seen: [
			{
				stack: "any client",
				line: "some calls fail with UNAVAILABLE, and the same call works a moment later",
			},
			{ stack: "Go", line: "x509: certificate has expired or is not yet valid, now and then" },
			{ stack: "Consul", line: "one port renewed, another still on the expired certificate" },
		],
		means:
			"One name stands for several servers, and a client may come to any of them. One of them serves another certificate, speaks another version or answers otherwise, so the same call succeeds or fails by chance. Often a replica missed a rollout or did not reload its renewed certificate.",
		confirm: "Connect to each address by itself, with the same server name, and compare the certificates.",
		prevent:
			"Roll out configuration and certificates to all replicas together, let servers reload certificates, and watch the expiry at every address and not at the name alone.",
	},
	fixes: (context) => [
		...serverFixes(
			context,
			"reload",
			"Restart or reload the replica that differs, so that it takes up the current certificate and settings.",
		),
		operatorFix("Take the replica out of the name until it answers like the others."),
	],
	citation: [
		{ text: "gRPC name resolution", section: "several addresses of one name" },
		{ text: "RFC 1794", section: "1: load sharing by several address records" },
	],
}

function judge({ run, server, configured, at }: RunFacts): readonly Judgement[] {
	if (configured?.peerAddress === undefined || run.addresses === undefined) return []
	const differing = run.addresses
		.map(({ address, attempt }) => ({
			address,
			attempt,
			differences: addressDifferences(configured, attempt, at),
		}))
		.filter(({ differences }) => differences.length > 0)
	const [first] = differing
	if (first === undefined) return []
	const all = differing.flatMap(({ differences }) => differences)
	const stale = differing.find(({ differences }) => differences.some(({ kind }) => kind === "stale"))
	const total = run.addresses.length + 1
	const title =
		differing.length === 1
			? `The address ${first.address} does not answer like ${configured.peerAddress}.`
			: `${differing.length} of ${total} addresses do not answer like ${configured.peerAddress}.`
	const staleOnly = stale?.differences.find(({ kind }) => kind === "stale")
	return [
		{
			title,
			detail: `${(staleOnly ?? first.differences[0])?.text ?? ""} A client of this name may come to any of its ${total} addresses.`,
			evidence: differing.flatMap(({ address, differences }) =>
				differences.map(({ text }) => ({ text: `${address}: ${text}`, posture: configured.posture })),
			),
			postures: [configured.posture],
			severity: severityOf(all, configured),
			verdict: title,
			advice: "Bring the replica that differs up to date, or take it out of the name.",
			fixes: fixesFor(
				fixContextOf(run, server),
				differing.map(({ address }) => address),
				run.serverName,
				configured,
			),
		},
	]
}

/** Refused at one address and let in at the other is a fault now; what is set up otherwise may become one. */
function severityOf(differences: readonly AddressDifference[], configured: AttemptObservation): Severity {
	const has = (kind: AddressDifference["kind"]) => differences.some((each) => each.kind === kind)
	if (has("outcome") && isAccepted(configured)) return "error"
	return has("outcome") || has("reach") || has("stale") || has("setup") ? "warning" : "notice"
}

function fixesFor(
	context: FixContext,
	addresses: readonly string[],
	name: string,
	configured: AttemptObservation,
): readonly Fix[] {
	const own = configured.peerAddress === undefined ? [] : [configured.peerAddress]
	const sni = configured.tls?.sni
	const command = [...own, ...addresses.slice(0, commandsMax)]
		.map((address) => {
			const servername = sni === undefined || sni === null ? "" : ` -servername ${shellWord(name)}`
			return `openssl s_client -connect ${shellWord(address)}${servername} -alpn h2 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256 -dates`
		})
		.join("\n")
	return [
		...serverFixes(
			context,
			"reload",
			"Restart or reload the replica that differs, so that it takes up the current certificate and settings.",
		),
		operatorFix("Compare the certificates of the addresses.", command),
		operatorFix("Take the replica out of the name until it answers like the others."),
	]
}
