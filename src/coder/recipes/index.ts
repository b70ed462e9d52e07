export { understand, type IDeclared, type IUnderstanding } from './understand';
export { RecipeCoder } from './coder';
