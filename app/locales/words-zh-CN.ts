// Its own file so that the built chunk carries the language's name (see core/words-file.server.ts).
export { all } from './zh-CN/all';
