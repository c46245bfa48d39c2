import type { PostureName, RunObservation } from "#probe/observation"
import type { Diagnosis, Finding, ServerInference, Severity } from "./finding.ts"
import { fixContextOf } from "./fix-context.ts"
import { forecastRuntimes } from "./forecast.ts"
import { inferServer } from "./infer-server.ts"
import { judgeAddresses } from "./judge-addresses.ts"
import { judgeChoice } from "./judge-choice.ts"
import { judgeEnforcement } from "./judge-enforcement.ts"
import { judgeProtocols } from "./judge-protocols.ts"
import { leadWithKind } from "./lead-with-kind.ts"
import { rateScan } from "./rate-scan.ts"
import type { JudgedFinding, Judgement, Rule, RunFacts } from "./rule.ts"
import { rules } from "./rules.ts"
import { describeVerdict } from "./verdict.ts"
import { voiceOf } from "./voice.ts"

/** Judges a run: infers what the server does, asks every rule, sorts, and sums up. Pure; the only time is the run's own. */
export function diagnose(run: RunObservation): Diagnosis {
	const server = inferServer(run)
	const judged = sortFindings(judgeAll(run, server), configuredPosture(run))
	const profiles = rateScan(run)
	const enforcement = judgeEnforcement(run, server)
	const protocols = judgeProtocols(run)
	const addresses = judgeAddresses(run)
	return {
		server,
		findings: judged.map(({ verdict: _verdict, advice: _advice, ...finding }) => finding),
		verdict: describeVerdict(run, server, judged),
		clientCertificate: judgeChoice(run),
		forecast: forecastRuntimes(run),
		...(profiles === undefined ? {} : { profiles }),
		...(enforcement === undefined ? {} : { enforcement }),
		...(protocols === undefined ? {} : { protocols }),
		...(addresses === undefined ? {} : { addresses }),
	}
}

function judgeAll(run: RunObservation, server: ServerInference): readonly JudgedFinding[] {
	const tried = run.attempts.filter((attempt) => attempt.outcome.kind !== "skipped")
	const configured = tried.find((attempt) => attempt.configured)
	const base = {
		run,
		server,
		configured,
		focus: configured === undefined ? tried : [configured],
		tried,
		at: Date.parse(run.startedAt),
		voice: voiceOf(run),
	}
	const findings: JudgedFinding[] = []
	for (const rule of rules) findings.push(...judgeOne(rule, { ...base, earlier: findings }))
	return findings
}

/** One rule, one finding a fact: the same title in several postures is joined. */
function judgeOne(rule: Rule, facts: RunFacts): readonly JudgedFinding[] {
	const context = fixContextOf(facts.run, facts.server)
	const joined = new Map<string, JudgedFinding>()
	for (const judgement of rule.judge(facts)) {
		const finding = findingOf(
			rule,
			judgement,
			leadWithKind(judgement.fixes ?? rule.fixes(context), facts.server.stack),
		)
		const known = joined.get(finding.title)
		joined.set(finding.title, known === undefined ? finding : joinFindings(known, finding))
	}
	return [...joined.values()]
}

function findingOf(rule: Rule, judgement: Judgement, fixes: Finding["fixes"]): JudgedFinding {
	const { title, detail, evidence, postures, verdict, advice } = judgement
	return {
		rule: rule.id,
		severity: judgement.severity ?? rule.severity,
		blame: judgement.blame ?? rule.blame,
		title,
		detail,
		evidence,
		fixes,
		postures: [...new Set(postures)],
		...(verdict === undefined ? {} : { verdict }),
		...(advice === undefined ? {} : { advice }),
	}
}

function joinFindings(first: JudgedFinding, second: JudgedFinding): JudgedFinding {
	return {
		...first,
		evidence: [...first.evidence, ...second.evidence],
		postures: [...new Set([...first.postures, ...second.postures])],
	}
}

const severityOrder = { error: 0, warning: 1, unknown: 2, ok: 3, notice: 4 } as const satisfies Record<
	Severity,
	number
>

/**
 * Worst first; inside a severity what concerns the configured lane; then the order of the rules, which is the order in
 * which things have to be mended.
 */
function sortFindings(
	findings: readonly JudgedFinding[],
	configured: PostureName | undefined,
): readonly JudgedFinding[] {
	const concerns = (finding: Finding) =>
		configured !== undefined && finding.postures.includes(configured) ? 0 : 1
	return findings.toSorted(
		(a, b) => severityOrder[a.severity] - severityOrder[b.severity] || concerns(a) - concerns(b),
	)
}

function configuredPosture(run: RunObservation): PostureName | undefined {
	return run.attempts.find((attempt) => attempt.configured)?.posture
}
