export { understand, type IDeclared, type IUnderstanding } from './understand';
export { withoutRecipe } from './recipe';
export { RecipeCoder } from './coder';
