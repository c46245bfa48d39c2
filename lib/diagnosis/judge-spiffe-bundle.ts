import { operatorFix, serverFix } from "./client-fixes.ts"
import type { Blame, Fix, Severity } from "./finding.ts"
import { fixContextOf } from "./fix-context.ts"
import type { VerificationFault } from "./judge-verification.ts"
import { shellPath, shellWord } from "./quote.ts"
import type { RunFacts } from "./rule.ts"

/** What is wrong between a peer's trust domain and the bundles that the Workload API gave. */
export interface BundleJudgement {
	readonly blame: Blame
	readonly severity?: Severity
	readonly title: string
	readonly detail: string
	readonly verdict: string
	readonly advice: string
	readonly fixes: readonly Fix[]
}

/**
 * Tells three causes apart that look alike to a client: the peer is of another trust domain than the one expected, the
 * two trust domains are not federated, or the bundle at hand is not the one that signed (SPIFFE Trust Domain and
 * Bundle, section 4.2; SPIFFE Federation, section 5).
 */
export function judgeSpiffeBundle(facts: RunFacts, { attempt, reason }: VerificationFault): BundleJudgement {
	const domain = attempt.peer?.trustDomain
	const api = facts.run.workloadApi?.outcome
	const held = api?.kind === "identity" ? api.trustDomains : []
	const own = api?.kind === "identity" ? domainOf(api.spiffeId) : undefined
	const { trustDomain, expectSpiffeId } = facts.run.settings
	const wanted = trustDomain ?? domainOf(expectSpiffeId)
	const socket = shellPath(fixContextOf(facts.run, facts.server).spiffeSocket.replace(/^unix:(\/\/)?/, ""))
	if (domain === undefined || held.length === 0) return nothingHeld(facts, reason.text, socket)
	if (wanted !== undefined && wanted !== domain) return otherDomain(facts, domain, wanted)
	if (!held.includes(domain)) return notFederated(facts, domain, own ?? "your trust domain", held)
	return oldBundle(facts, { domain, isOwn: domain === own, found: reason.text, socket })
}

function otherDomain({ voice }: RunFacts, domain: string, wanted: string): BundleJudgement {
	return {
		blame: "client",
		severity: "notice",
		title: `No trust bundle of ${domain} is held, and none is needed for ${wanted}.`,
		detail: `The server belongs to the trust domain ${domain}, while ${voice.settings("expect", "expects")} ${wanted}. Federation is not what is missing.`,
		verdict: `It belongs to ${domain}, and ${voice.settings("expect", "expects")} ${wanted}.`,
		advice:
			"Find out why a server of another trust domain answers here; correct the address or the expectation.",
		fixes: [
			operatorFix(
				"See under which trust domain the server at this address is registered.",
				`spire-server entry show | grep -F ${shellWord(`spiffe://${domain}/`)}`,
			),
		],
	}
}

function notFederated(
	{ voice }: RunFacts,
	domain: string,
	own: string,
	held: readonly string[],
): BundleJudgement {
	const id = shellWord(`spiffe://${domain}`)
	return {
		blame: "identity-provider",
		title: `The trust domain ${domain} is not federated: the Workload API gave no bundle of it.`,
		detail: `The server proves an ID of ${domain}. The Workload API gave bundles of ${held.join(", ")} only, so nothing of ${domain} can be verified.`,
		verdict: `${voice.Your} Workload API has no trust bundle of ${domain}.`,
		advice: `Federate ${own} with ${domain}.`,
		fixes: [
			operatorFix(
				"At the other trust domain, export its bundle.",
				"spire-server bundle show -format spiffe > bundle.json",
			),
			operatorFix(
				"At your own SPIRE server, take the bundle in.",
				`spire-server bundle set -format spiffe -id ${id} -path bundle.json`,
			),
			operatorFix(
				"Let the entry of this client use it; without this the agent leaves the bundle out.",
				`spire-server entry update -entryID ENTRY -federatesWith ${id} …   # with the entry's other values`,
			),
			operatorFix(
				"For good, let SPIRE fetch it: in the server's federation section.",
				`federates_with ${JSON.stringify(domain)} { bundle_endpoint_url = "https://…" bundle_endpoint_profile "https_spiffe" { endpoint_spiffe_id = "spiffe://…" } }`,
			),
		],
	}
}

function oldBundle(
	{ voice }: RunFacts,
	{ domain, isOwn, found, socket }: { domain: string; isOwn: boolean; found: string; socket: string },
): BundleJudgement {
	const id = shellWord(`spiffe://${domain}`)
	return {
		blame: "identity-provider",
		title: `The trust bundle of ${domain} does not hold the authority that signed the server's SVID.`,
		detail: `${found} The trust domain is known here, so federation is not what is missing: the bundle is older than the SVID, or another authority of the same name signed it.`,
		verdict: `${voice.Your} trust bundle of ${domain} is out of date, or not the one that signed.`,
		advice: isOwn
			? "Let the agent fetch the bundle anew, and see that server and client use the same SPIRE server."
			: "Let SPIRE fetch the federated bundle anew.",
		fixes: [
			operatorFix(
				"Compare what the agent hands out with what the authority has now.",
				`spire-agent api fetch x509 -socketPath ${socket} -write /tmp/\nspire-server bundle show -format spiffe > now.json\ncountersign spiffe bundle /tmp/bundle.0.pem now.json`,
			),
			isOwn
				? operatorFix(
						"Is the agent cut off from its server, it keeps the old bundle: look at its log and its health.",
						`spire-agent healthcheck -socketPath ${socket}`,
					)
				: operatorFix(
						"Fetch the bundle of the federated trust domain now.",
						`spire-server federation refresh -id ${id}`,
					),
			serverFix(
				"If the server's SVID is older than the authority's change-over, let it take a new one: restart it, or repair its Workload API stream.",
			),
		],
	}
}

function nothingHeld({ voice }: RunFacts, found: string, socket: string): BundleJudgement {
	return {
		blame: "identity-provider",
		title: "The Workload API gave no trust bundle that the server could be verified with.",
		detail: found,
		verdict: `${voice.Your} trust bundles do not cover the server.`,
		advice: "See which bundles the agent hands out, and which ID the server has.",
		fixes: [
			operatorFix(
				"See what the agent hands out.",
				`spire-agent api fetch x509 -socketPath ${socket} -write /tmp/`,
			),
		],
	}
}

function domainOf(id: string | undefined): string | undefined {
	return /^spiffe:\/\/([^/]+)/.exec(id ?? "")?.[1]
}
