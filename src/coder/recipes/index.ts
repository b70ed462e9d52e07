export { understand, type IDeclared, type IUnderstanding } from './understand';
