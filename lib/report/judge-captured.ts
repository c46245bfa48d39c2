import { diagnose } from "#diagnosis/diagnose"
import type { ApplicationFacts } from "#grpc/application-conversation"
import { captureRun } from "#probe/capture/capture-run"
import { describeChain } from "#probe/capture/captured-chain"
import { endText } from "#probe/capture/end-text"
import type { CapturedConnection } from "#tls/capture-file/captured-connection"
import { buildReport } from "./build-report.ts"
import type { CapturedRun } from "./captured-run.ts"

/** Judges one connection of a capture by the rules of a live check. Pure but for digests; runs in a page. */
export async function judgeCaptured(
	connection: CapturedConnection,
	application: ApplicationFacts,
): Promise<CapturedRun> {
	const { protocol, run, remark } = await captureRun(connection, application)
	const report = buildReport(run, diagnose(run))
	const verdict = remark === undefined ? report.verdict : ({ kind: "unknown", sentence: remark } as const)
	const sent = connection.transcript.clientCertificates
	const clientChain = sent === undefined ? undefined : await describeChain(sent)
	const isRead = application.client !== "none" || application.server !== "none"
	return {
		index: connection.index,
		client: endText(connection.client),
		server: endText(connection.server),
		startedAt: connection.startedAt,
		durationMs: connection.durationMs,
		isWhole: connection.isWhole,
		bytes: connection.bytes,
		records: connection.transcript.records,
		protocol,
		run,
		report: { ...report, verdict },
		...(isRead ? { application } : {}),
		...(clientChain === undefined ? {} : { clientChain }),
		problems: run.attempts[0]?.problems ?? connection.problems,
	}
}
