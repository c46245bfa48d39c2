import type { Diagnosis } from "#diagnosis/finding"
import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { ObservedCertificate } from "#x509/description"
import type { Report, ReportAttempt, ReportCertificate } from "./report.ts"

/** Joins what was seen and what was concluded into the document that every renderer reads. Pure; holds no judgement. */
export function buildReport(run: RunObservation, diagnosis: Diagnosis): Report {
	return {
		schema: "countersign.report/v1",
		target: run.target,
		startedAt: run.startedAt,
		durationMs: run.durationMs,
		verdict: diagnosis.verdict,
		server: diagnosis.server,
		attempts: run.attempts.map(reportAttempt),
		findings: diagnosis.findings,
		settings: run.settings,
		settingProblems: run.settingProblems,
		...(run.workloadApi === undefined ? {} : { workloadApi: run.workloadApi }),
		files: run.files,
		clientCertificate: diagnosis.clientCertificate,
		forecast: diagnosis.forecast,
		...(run.scan === undefined ? {} : { scan: { ...run.scan, profiles: diagnosis.profiles ?? [] } }),
		...(diagnosis.enforcement === undefined ? {} : { enforcement: diagnosis.enforcement }),
		...(run.protocols === undefined
			? {}
			: { protocols: { answers: run.protocols.answers, verdicts: diagnosis.protocols ?? [] } }),
		...(diagnosis.addresses === undefined ? {} : { addresses: diagnosis.addresses }),
		stopped: run.stopped,
	}
}

function reportAttempt(attempt: AttemptObservation): ReportAttempt {
	const { chain, phases, ...rest } = attempt
	return {
		...rest,
		phases: phases.map(({ name, ms, startMs, ok }) => ({ name, ms, startMs, ok })),
		...(chain === undefined ? {} : { chain: chain.map(reportCertificate) }),
	}
}

/** Flattens a certificate to the keys of the machine interface; one that could not be read keeps its digest and its problem. */
function reportCertificate(observed: ObservedCertificate): ReportCertificate {
	if (observed.kind === "unreadable") return unreadable(observed.sha256, observed.problem)
	const { description } = observed
	return {
		subject: description.subject,
		issuer: description.issuer,
		serial: description.serial,
		sans: description.sans,
		notBefore: description.notBefore,
		notAfter: description.notAfter,
		sha256: description.sha256,
		keyType: description.keyType,
		keyBits: description.keyBits,
		signatureAlgorithm: description.signatureAlgorithm,
		isCa: description.isCa,
		eku: description.eku ?? [],
	}
}

function unreadable(sha256: string, problem: string): ReportCertificate {
	return {
		subject: "",
		issuer: "",
		serial: "",
		sans: { dns: [], ip: [], uri: [], email: [] },
		notBefore: "",
		notAfter: "",
		sha256,
		keyType: "",
		keyBits: 0,
		signatureAlgorithm: "",
		isCa: false,
		eku: [],
		problem,
	}
}
