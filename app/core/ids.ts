import { v7 } from 'uuid';

/** A new key for a row: time-ordered, made by whoever creates the row. */
export const newId = () => v7();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);
