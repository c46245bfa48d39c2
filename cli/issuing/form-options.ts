import { kubernetesNames } from "#pki/read-name"
import { UsageError } from "../usage.ts"

/** The value of an option as a field of a form; nothing where it was not given. */
export function optional<Field extends string>(
	values: ReadonlyMap<string, string>,
	option: string,
	field: Field,
): Partial<Record<Field, string>> {
	const value = values.get(option)
	const found: Partial<Record<Field, string>> = {}
	if (value !== undefined) found[field] = value
	return found
}

/** Ends a verb that takes no words of its own: whoever wrote one meant an option, such as a name. */
export function refuseWords(words: readonly string[], where: string): void {
	const [word] = words
	if (word !== undefined)
		throw new UsageError(`${where} takes no ${word}`, "a name is written as --san NAME, or as --cn NAME")
}

/** All names of the Kubernetes Services of `--service`. */
export function readServices(given: readonly string[] | undefined): readonly string[] {
	return (given ?? []).flatMap((typed) => {
		const names = kubernetesNames(typed)
		if (!names.ok) throw new UsageError(`--service: ${names.error}`, "write it as name.namespace")
		return names.value
	})
}
