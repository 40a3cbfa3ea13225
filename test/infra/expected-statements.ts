export const expectedStatements = {};
