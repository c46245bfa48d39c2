import type { RunObservation } from "#probe/observation"

/** Words for the client of a run: ourselves and the reader's settings, or somebody whom a capture shows. */
export interface Voice {
	/** At the start of a sentence, "Your settings send" or "The client sends": the verb in both numbers. */
	readonly Settings: (plural: string, singular: string) => string
	/** The same inside a sentence. */
	readonly settings: (plural: string, singular: string) => string
	/** Subject of what was done: "We" or "The client". The past tense fits both. */
	readonly We: string
	readonly us: string
	readonly Our: string
	readonly our: string
	/** Of the reader's things: "Your CA file" or "The client's CA file". */
	readonly Your: string
	/** A certificate, standing alone: "Yours" or "The client's". */
	readonly Yours: string
	readonly yours: string
	readonly OurCertificate: string
	readonly YourCertificate: string
	/** Whose clock decides about dates. */
	readonly clock: string
}

const ourVoice: Voice = {
	Settings: (plural) => `Your settings ${plural}`,
	settings: (plural) => `your settings ${plural}`,
	We: "We",
	us: "us",
	Our: "Our",
	our: "our",
	Your: "Your",
	Yours: "Yours",
	yours: "yours",
	OurCertificate: "Our client certificate",
	YourCertificate: "Your client certificate",
	clock: "our clock",
}

const captureVoice: Voice = {
	Settings: (_, singular) => `The client ${singular}`,
	settings: (_, singular) => `the client ${singular}`,
	We: "The client",
	us: "the client",
	Our: "The client's",
	our: "the client's",
	Your: "The client's",
	Yours: "The client's",
	yours: "the client's",
	OurCertificate: "The client's certificate",
	YourCertificate: "The client's certificate",
	clock: "the capture's clock",
}

/** How to speak of the client of this run. */
export function voiceOf(run: Pick<RunObservation, "origin">): Voice {
	return run.origin === "capture" ? captureVoice : ourVoice
}
