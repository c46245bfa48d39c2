import type { VerifyAnswer, VerifyQuestion } from "#pki/inspect/verify-question"
import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"
import { profiles } from "#x509/path/profiles"
import type { TriedIssuer } from "#x509/path/trace-issuers"

/** Renders verdicts for a terminal: the sentence, what each profile says, and who was tried as whose issuer. */
export function renderVerification(
	answers: readonly VerifyAnswer[],
	question: VerifyQuestion,
	width: number,
): string {
	const blocks = [
		wrapText(sentenceOf(answers), width),
		[`Judged at ${new Date(question.at).toISOString()} for usage ${question.usage}.`],
		question.roots.length > 0
			? []
			: wrapText("No roots were given, so nothing is trusted: name the CA's file with --roots.", width),
		...alike(answers).map((group) => answerLines(group, width)),
		triedLines(answers.find(({ verdict }) => verdict === "rejected") ?? answers[0], width),
	]
	return `${blocks
		.filter((block) => block.length > 0)
		.map((block) => block.join("\n"))
		.join("\n\n")}\n`
}

function sentenceOf(answers: readonly VerifyAnswer[]): string {
	const names = (verdict: VerifyAnswer["verdict"]) =>
		answers.filter((answer) => answer.verdict === verdict).map(({ profile }) => labelOf(profile))
	const refused = names("rejected")
	const accepted = names("accepted")
	if (refused.length === 0)
		return answers.length === 1 ? "The chain holds." : "The chain holds for every runtime."
	if (accepted.length === 0)
		return answers.length === 1 ? "The chain does not hold." : "The chain holds for no runtime."
	return `The chain holds for ${accepted.join(", ")}; ${refused.join(", ")} would refuse it.`
}

/** Answers of the same verdict for the same reasons stand together. */
function alike(answers: readonly VerifyAnswer[]): readonly (readonly VerifyAnswer[])[] {
	const keyOf = ({ verdict, reasons }: VerifyAnswer) => JSON.stringify([verdict, reasons])
	return [...Map.groupBy(answers, keyOf).values()]
}

function answerLines(group: readonly VerifyAnswer[], width: number): readonly string[] {
	const [first] = group
	if (first === undefined) return []
	const error = group.find(({ opensslError }) => opensslError !== undefined)?.opensslError
	const own =
		error === undefined ? [] : [`    OpenSSL: error ${error.code} at depth ${error.depth}, ${error.text}`]
	return [
		...wrapText(`${group.map(({ profile }) => labelOf(profile)).join(", ")}: ${first.verdict}`, width),
		...first.reasons.flatMap(({ rule, certificate, text }) => {
			const where = certificate === undefined ? "" : `certificate ${certificate}: `
			return wrapText(printableLine(`${where}${text} [${rule}]`), width - 4).map((line) => `    ${line}`)
		}),
		...own,
	]
}

/** Who could have issued each certificate, and why each was not taken. */
function triedLines(answer: VerifyAnswer | undefined, width: number): readonly string[] {
	const { tried = [], missingIssuer, path = [] } = answer ?? {}
	const last = path.length <= 1 ? "the leaf" : "the last certificate"
	const place = `It belongs after ${last} in the file that is presented; if it is a root, among the trust anchors.`
	const missing: readonly string[] =
		missingIssuer === undefined
			? []
			: wrapText(printableLine(`Missing: the certificate of ${missingIssuer.subject}. ${place}`), width)
	if (tried.length === 0) return missing
	const nameOf = (sha256: string) =>
		sha256 === path[0]
			? "the leaf"
			: (tried.find(({ candidate }) => candidate.sha256 === sha256)?.candidate.subject ?? sha256.slice(0, 16))
	const lines = tried.flatMap((each) => triedLine(each, nameOf(each.certificate), width))
	return [...missing, "Tried as issuers:", ...lines]
}

function triedLine({ candidate, reasons }: TriedIssuer, child: string, width: number): string[] {
	const kind = candidate.isAnchor ? "trust anchor" : "sent"
	const head = `of ${child}: ${candidate.subject} (${kind}), ${reasons.length === 0 ? "taken" : "not taken"}`
	return [
		...wrapText(printableLine(head), width - 2).map((line) => `  ${line}`),
		...reasons.flatMap(({ text }) => wrapText(printableLine(text), width - 6).map((line) => `      ${line}`)),
	]
}

function labelOf(profile: VerifyAnswer["profile"]): string {
	return profile === "spiffe" ? "X.509-SVID" : profiles[profile].label
}
