import type { AnatomyField } from "#tls/anatomy/anatomy-field"

/** A field in the list that is on screen. */
export interface FieldRow {
	/** Positions from the root, joined with dots: `3.0.1`. */
	readonly path: string
	readonly depth: number
	readonly field: AnatomyField
	readonly isParent: boolean
	readonly isOpen: boolean
}

/** The fields in reading order; children only below parents whose path is in `open`. */
export function fieldRows(
	fields: readonly AnatomyField[],
	open: ReadonlySet<string>,
	depth = 0,
	parent = "",
): readonly FieldRow[] {
	return fields.flatMap((field, index) => {
		const path = parent === "" ? `${index}` : `${parent}.${index}`
		const children = field.children ?? []
		const isParent = children.length > 0
		const isOpen = isParent && open.has(path)
		const row = { path, depth, field, isParent, isOpen }
		return isOpen ? [row, ...fieldRows(children, open, depth + 1, path)] : [row]
	})
}

/** The path of the innermost field that covers a byte; undefined where no field does. */
export function fieldPathAt(
	fields: readonly AnatomyField[],
	offset: number,
	parent = "",
): string | undefined {
	for (const [index, field] of fields.entries()) {
		if (offset < field.offset || offset >= field.offset + field.length) continue
		const path = parent === "" ? `${index}` : `${parent}.${index}`
		return fieldPathAt(field.children ?? [], offset, path) ?? path
	}
	return undefined
}

/** The field at a path. */
export function fieldAt(fields: readonly AnatomyField[], path: string): AnatomyField | undefined {
	const [first, ...rest] = path.split(".")
	const field = fields[Number(first)]
	if (field === undefined || rest.length === 0) return field
	return fieldAt(field.children ?? [], rest.join("."))
}

/** The row on screen that stands for a path: itself, or its nearest parent where it is folded away. */
export function visiblePath(rows: readonly FieldRow[], path: string | undefined): string | undefined {
	if (path === undefined) return undefined
	if (rows.some((row) => row.path === path)) return path
	const cut = path.lastIndexOf(".")
	return cut === -1 ? undefined : visiblePath(rows, path.slice(0, cut))
}

const openChildrenMax = 24

/** The parents that are open at first: of the first level, unless they have more than 24 children. */
export function openAtFirst(fields: readonly AnatomyField[]): ReadonlySet<string> {
	const isOpen = (field: AnatomyField) => {
		const count = field.children?.length ?? 0
		return count > 0 && count <= openChildrenMax
	}
	return new Set(fields.flatMap((field, index) => (isOpen(field) ? [`${index}`] : [])))
}

/** The page of an RFC section, where the reference names one. */
export function referenceAddress(reference: string): string | undefined {
	const rfc = /RFC (\d{3,5})/.exec(reference)?.[1]
	if (rfc === undefined) return undefined
	const section = /(?:§|section )\s*([A-Z]?[\d.]*\d)/i.exec(reference)?.[1]
	const anchor = section === undefined ? "" : `#section-${section}`
	return `https://www.rfc-editor.org/rfc/rfc${rfc}${anchor}`
}
