/** The recipes by name. */
import { refuse, suggestion } from 'spinloom';
import { type Recipe, recipeSchema } from '../recipe.ts';
import { digitsRecipe } from './digits.ts';
import { fashionRecipes } from './fashion.ts';

const recipes: readonly Recipe[] = [...fashionRecipes, digitsRecipe];

export const recipeNames: readonly string[] = recipes.map((recipe) => recipe.name);

/** The recipe of that name; refuses an unknown one with the nearest name. */
export function findRecipe(name: string): Recipe {
  const found = recipes.find((recipe) => recipe.name === name);
  if (found === undefined) return refuse(`there is no recipe '${name}'; ${suggestion(name, recipeNames)}`);
  return recipeSchema.parse(found);
}
