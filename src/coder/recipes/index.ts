export { understand } from './understand';
export { RecipeCoder } from './coder';
