import type { Diagnosis, Evidence, Finding, ServerInference } from "#diagnosis/finding"
import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { SubjectAltNames } from "#x509/description"

/** A certificate of the machine interface (DESIGN.md section 5): the stable keys, and more. */
export interface ReportCertificate {
	readonly subject: string
	readonly issuer: string
	readonly serial: string
	readonly sans: SubjectAltNames
	readonly notBefore: string
	readonly notAfter: string
	readonly sha256: string
	readonly keyType: string
	readonly keyBits: number
	readonly signatureAlgorithm: string
	readonly isCa: boolean
	readonly eku: readonly string[]
	/** Set instead of everything else being meaningful when the certificate could not be read. */
	readonly problem?: string
}

/** An attempt of the machine interface; the same facts as the observation, with the chain flattened. */
export interface ReportAttempt extends Omit<AttemptObservation, "chain" | "phases"> {
	readonly phases: readonly {
		readonly name: string
		readonly ms: number
		readonly startMs: number
		readonly ok: boolean
	}[]
	readonly chain?: readonly ReportCertificate[]
}

/** The versioned document that every renderer reads. `countersign.report/v1`: keys are added, never renamed. */
export interface Report {
	readonly schema: "countersign.report/v1"
	readonly target: string
	readonly startedAt: string
	readonly durationMs: number
	readonly verdict: {
		readonly kind: "ok" | "attention" | "broken" | "unknown"
		readonly sentence: string
		readonly advice?: string
	}
	readonly server: ServerInference
	readonly attempts: readonly ReportAttempt[]
	readonly findings: readonly (Omit<Finding, "evidence"> & { readonly evidence: readonly Evidence[] })[]
	readonly settings: RunObservation["settings"]
	readonly settingProblems: RunObservation["settingProblems"]
	readonly workloadApi?: RunObservation["workloadApi"]
	readonly files: RunObservation["files"]
	readonly clientCertificate: Diagnosis["clientCertificate"]
	readonly forecast: Diagnosis["forecast"]
	/** What the scan saw, and how it stands to Mozilla's profiles. Absent without a scan. */
	readonly scan?: RunObservation["scan"] & { readonly profiles: NonNullable<Diagnosis["profiles"]> }
	readonly enforcement?: Diagnosis["enforcement"]
	readonly protocols?: {
		readonly answers: NonNullable<RunObservation["protocols"]>["answers"]
		readonly verdicts: NonNullable<Diagnosis["protocols"]>
	}
	readonly addresses?: Diagnosis["addresses"]
	readonly stopped: boolean
}
